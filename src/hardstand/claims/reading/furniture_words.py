"""The words of a page's furniture: buttons, teasers, notices."""

from __future__ import annotations

from hardstand.claims.word_sets import phrases_of

FURNITURE_LINES = frozenset(
    phrases_of("""
        ad
        ads, advert, advertisement, advertisements, advertising, advertisement continue reading the main story
        ad feedback, advertisement scroll to continue, article continues below advertisement, story continues below
        paid post, story continues below advertisement, continue reading below, sponsored, sponsored content
        promoted, promoted content, share, share this, share this article, share this story, share article
        share on facebook, share on twitter, share on x, share via email, share options, share full article
        facebook, twitter, x, whatsapp, telegram, linkedin, reddit, pinterest, instagram, youtube, email, e-mail
        mail, print, print this page, copy link, link copied, copied, save, save article, save for later, bookmark
        gift this article, tweet, like, follow, following, comment, comments, view comments, add comment
        leave a comment, no comments, show comments, post a comment, read comments, report this ad, hide, show more
        show less, more, load more, see more, view more, see all, view all, read more, read full story
        read the full story, continue reading, keep reading, read next, up next, next, previous, next article
        previous article, next page, previous page, back, back to top, top, home, menu, search, close, skip
        skip to content, skip to main content, skip to main, skip advertisement, toggle navigation, open menu
        navigation, breadcrumb, log in, login, sign in, sign out, sign up, register, subscribe, subscribe now
        my account, donate, support us, listen, listen to article, listen to this article, listen now
        listen to story, play, pause, play video, watch, watch now, watch video, watch live, video, videos, gallery
        photos, photo, slideshow, live, breaking, breaking news, latest, latest news, latest stories, top stories
        most read, most popular, most viewed, trending, trending now, trending stories, editor's picks
        editors' picks, recommended, recommended stories, recommended for you, you may also like
        you might also like, related, related articles, related stories, related content, related topics
        related news, more stories, more news, more from this section, more on this story, more on this topic
        more like this, also read, read also, see also, in this article, in this story, topics, tags, tagged
        filed under, explore more, explore, popular, popular stories, newsletter, newsletters, our newsletters
        sign up for our newsletter, get our newsletter, accept, accept all, accept cookies, accept all cookies
        reject all, reject, manage cookies, cookie settings, cookie policy, privacy policy, privacy, terms
        terms of use, terms of service, terms and conditions, about us, contact us, contact, help, faq, careers
        advertise, advertise with us, sitemap, rss, change language, english, language, font size, text size, a a
        loading, please wait, error, image, caption, hide caption, toggle caption, enlarge this image, enlarge image
        open image in gallery, expand, view image, getty, download pdf, download, purchase licensing rights
        licensing, purchase licensing rights opens new tab, opens new tab, all topics, world, politics, middle east
        europe, asia, africa, americas, world news, news, opinion, business, sport, sports, culture
    """)
)
"""Whole lines, lower case, marks left out."""

FURNITURE_STARTS = phrases_of("""
    sign up for, sign up to, subscribe to, subscribe for, subscribe now, join our, join us on, get the latest
    get our newsletter, get breaking news, download our app, download the app, follow us, follow our, like us on
    find us on, we use cookies, this site uses cookies, this website uses cookies, our site uses cookies
    by clicking, by continuing to use, by continuing to browse, by signing up, by subscribing, by submitting
    by using this site, your browser, please enable, javascript is, enable javascript, you need javascript
    read more:, read more about, read also:, also read:, read next:, more:, see also:, related:, related story:
    related article:, related stories:, recommended:, watch:, listen:, video:, gallery:, more on this:
    live updates:, follow live:, editor's note:, click here, tap here, click to, tap to, scroll to, share this
    this content is, this video is, already a subscriber, become a member today, support our journalism
    support independent, want more, for more stories, have a tip, got a tip, send us your, send us a
    contact us at, view this post, terms of use, privacy policy, tags:, topics:, filed under:, skip to
    thank you for reading, thanks for reading, you have reached your, to continue reading, don't miss
    newsletter:
""")
"""Beginnings of lines of up to 400 characters, lower case."""

FURNITURE_STARTS_SHORT = phrases_of("""
    advertisement, read more, read the, continue reading, share on, share via, share to, listen to this
    listen to the, watch the, watch our, photo gallery, story continues, article continues, sponsored by
    recommended for, more from, more on, most read, trending, comments (, see more, view all, view more
    email this, print this, save this, copy link, log in to, sign in to, follow @
""")
"""Beginnings of lines of up to 100 characters that do not end like a sentence, lower case."""
