"""Whether a sentence speaks of what stands at places, or of sport, business, water and weather."""

from __future__ import annotations

from collections.abc import Iterable

from hardstand.claims.word_sets import word_set

SCENE = word_set(
    """
    satellite imagery military army armies troop troops soldier soldiers navy naval airbase airfield airstrip
    missile missiles warplane warplanes brigade battalion regiment division garrison barracks rebel rebels militant
    militants militia militias ceasefire truce offensive frontline front-line front invasion occupation occupied
    deployed deployment kremlin pentagon nato junta insurgents insurgent separatists separatist paramilitary
    munitions exercise exercises patrol patrols patrolling ministry minister official officials spokesman
    spokeswoman governor residents witnesses villagers diplomats activists monitors displaced convoy evacuated
    ammunition shelling airstrike airstrikes drills outpost outposts peacekeepers peacekeeping armed defence defense
    analysts analyst intelligence reconnaissance commander commanders general colonel war wartime border frontier
    annexed strait armour armored armoured artillery howitzer howitzers weapons weapon arms convoy convoys hangar
    hangars runway taxiway monitors monitor observers imaging maxar planet airbus capella sentinel geolocated osint
    tarmac apron revetments bunker bunkers trench trenches fortifications encampment staging units forces force
    enemy combat demilitarised demilitarized islands reef atoll islet peninsula warships frigate base bases camp
    checkpoint checkpoints unosat observatory conflict guerrillas regime embassy rescuers medics un osce smm unifil
    idf pla isw amti csis sipri janes bellingcat planet barrage bombardment siege disputed contested breakaway
    enclave demarcation insurgency warring blockade peacekeeper airlift embargo mission pleiades wagner hezbollah
    hamas houthi houthis m23 taliban jihadists coastguard shoal clashes gunmen sniper snipers photos images image
    footage imagery pictures aerial overhead armistice disengagement proxy
    """
)
"""Words that place a sentence among things that stand at places; of English, lower case."""

CIVIL = word_set(
    """
    ministry minister official officials spokesman spokeswoman governor residents witnesses villagers diplomats
    activists analysts analyst force forces general base camp units images photos image pictures footage aerial
    overhead planet exercise exercises mission regime conflict embassy border islands islet barrage
    """
)
"""Of these words those that a town's news uses as well."""
ELSEWHERE = word_set(
    """
    climbers climber baboons gardener gardeners garden asparagus dahlias ants hybrid peloton matches goal goals league
    coach striker midfielder innings tournament championship playoff playoffs quarterback wicket wickets referee fans
    stadium scored scoring semifinal fixture touchdown touchdowns batsman bowler halftime half-time penalty shares
    revenue sales profit profits customers customer dealership dealerships price prices investors investor earnings
    stock stocks retailer retail dividend turnover subscribers tariff tariffs aquarium fish goldfish shark sharks koi
    coral museum film movie novel album festival concert wedding recipe chef kitchen oven cook cooks cooking dough
    tourists tourist holidaymakers commuters motorists motorist rainfall drizzle forecast snowfall thunderstorms
    sunshine showers humidity beer brewery wine winery gamer gamers gaming console game games players player actor
    actress sequel soundtrack collection designer fashion vogue runway-show catwalk swimmers swimming runners cyclists
    cyclist marathon chess boxing boxer knockout bout yoga gym fitness smartphone smartphones app apps software
    startup startups battery-life electric dealers buyers exhibition exhibit exhibits auction collectors toy toys
    model-kit lego museum's vegan restaurant supermarket cinema fireworks tractors vintage antiques skier skiers
    skiing supper lunch breakfast dinner dance dancers scouts football footballers hospice birthday saplings fibre
    broadband cables sculptor sculpture painting paintings painter choir pupils professor syllabus exam exams bakery
    cheese honey bees beekeeper cows pigs chickens poultry vineyard grapes tulips flower flowers zoo giraffe penguins
    elephants lions dolphins whales whale birds birdwatchers swans geese sailing regatta yacht yachts rowing rowers
    surfers surfing hockey rugby tennis golf golfer golfers skating skaters volleyball handball snooker darts
    wrestling wrestler judo sprinter sprinters jockey racehorse racing rally ironman triathlon hiking cycling bicycle
    bicycles bikes scooter scooters taxi taxis tram trams metro subway timetable luggage suitcase guests guest spa
    beachgoers sunbathers sandcastle picnic picnics barbecue pizza coffee tea brewers whisky cosmetics perfume
    jewellery jeweller tailor knitting sewing quilt puppet puppets circus clown magician comedian comedy drama opera
    ballet ballerina musical musicians pianist violin trumpet drummer rapper rappers playlist podcast blogger
    influencer streaming cartoon cartoons animation puzzle puzzles crossword novelist poet poems poetry library
    librarian bookshop publisher magazine advert advertising marketing merger takeover shareholders loans lender
    lenders insurers insurance banker bankers traders trading currency inflation wages payroll recruitment interns
    internship bride groom newlyweds christening nursery toddlers toddler grandmother grandfather grandchildren
    kindergarten playground allotment compost lawn hedge hedgehog hedgehogs tomatoes potatoes onions carrots apples
    strawberries stew soup saucepan dishwasher fridge freezer sofa wardrobe curtains plumber electrician bricklayer
    housebuilder developer developers architect architects skyscraper vaccine vaccines flu dentist surgery hospitality
    lifeguard lifeguards avalanche snowboarder snow rain downpour thunderstorm gales gale heatwave frost sleet hail
    tornado meteorologist meteorologists umbrella umbrellas robot robots laptop laptops turbines recycling sewage
    rubbish bins voter voters ballot ballots goalkeeper goalkeepers header headers defender midfield commuter festive
    carnival tractor beans tango lifts schoolchildren homeowners landlord mortgage rent tenants pets dog cat hikers
    campers camping festivalgoers songs song band guitar orchestra theatre theater viewers episode series-finale
    broadway airlines airline telecom roaming hurricane typhoon blizzard aces ace serve volley tiebreak tie-break
    hat-trick offside equaliser equalizer relegation podium lap laps pitcher homer rebounds dribble winger full-back
    fullback lineout scrum umpire umpires spinner paceman putt putts birdie bogey fairway caddie javelin decathlon
    bouts sparring featherweight heavyweight middleweight welterweight southpaw jab uppercut kick-off kickoff crossbar
    goalposts linebacker cornerback touchline mascot derby clubhouse underdog underdogs semifinals quarter-final
    quarter-finals medallist medalist trophy trophies cricketer cricketers netball lacrosse archery gymnast gymnasts
    courier shareholder brand brands franchise franchises supermarkets e-commerce retailers checkout discount
    discounts valuation venture founder founders fintech bond bonds broker brokers subsidiary subsidiaries layoffs
    advertisers mascara skincare lipstick toast soft-boiled egg eggs butter roast roasted simmer garlic onion vinegar
    olive salad sandwich sandwiches cake cakes pastry chocolate sugar cinnamon marinade grilled noodles pasta curry
    spice spices cocktail cocktails bartender pub pubs menu waiter waitress diners tasting yeast sourdough casserole
    slow-cooker kettle hatchback saloon sedan gearbox clutch windscreen dashboard odometer carmaker carmakers mileage
    sunroof forecourt crab crabs lobster lobsters octopus tadpole tadpoles turtle turtles tortoise snake snakes lizard
    gecko spider spiders beetle beetles butterfly butterflies caterpillar caterpillars moth wasp wasps beehive hive
    hives puppy puppies kitten kittens cats vet veterinarian aquarist aquarists feathers wildlife biologists biologist
    botanist botanists species ecologist ecologists hens bathroom bathtub lavatory radiator boiler thermostat carpet
    carpets cushions duvet pillow mattress wallpaper choreography choreographer sitcom thriller trilogy protagonist
    heroine paperback hardback bestseller comic comics superhero curators curator gallery galleries portrait portraits
    biennale concerto symphony soprano tenor baritone percussion drums drum bassist vocalist chorus encore gig gigs
    vinyl screenplay filmmaker filmmakers playwright gene genes genetic mutation kidney kidneys liver lungs
    cholesterol diabetes cancer tumour antibodies antibody immune asthma allergy allergies physiotherapist midwife
    midwives pregnancy classroom classrooms homework semester lecturer lecturers dissertation thesis scholarship
    alumni graduation headteacher teenager teenagers essay essays algebra maths mathematics kubernetes docker server
    servers browser browsers login password passwords codebase database backend frontend plugin spreadsheet inbox
    hobby hobbyists enthusiasts re-enactors reenactors wargame wargamers tabletop figurines carousel rollercoaster
    funfair raffle bingo karaoke nightclub glamping caravan caravans campsite campsites backpackers souvenir souvenirs
    sightseeing candidate candidates manifesto canvassers canvassing caucus aphids ladybirds roses snails algae
    lottery aria sings singer singers arias quarter season match cup driver drivers passengers passenger harvest flour
    milk freight horses hotel hotels flats university herring salmon hatchery hatcheries trout rink skate skates
    methanol ducks teachers teacher tax taxes exporters veto punch opponent beavers birch inning seats ratings
    columnist columnists moderator polls pollster temperatures visitors line-out lineouts farmer farmers elections
    election cattle sheep accountants adverts amateur anchovy angelfish apricot archerfish auditions bacteria bagpipes
    bananas barber basketball baseman basil batter batting beekeepers beginners bitcoin blackbird blossom bowlers
    bowling breeders bulbs bumblebees busker candles candy candyfloss carols cellists champagne chemotherapy childcare
    chillies christmas chrysanthemums cigarette clownfish coconut colds composer conductor cricket cryptocurrency
    cuckoos curriculum cuttlefish dementia dengue denim dentists dessert dinosaur disco discos doughs ducklings
    e-bikes earners elephant encrypts fete finisher fleas fleece florists foals foxglove freestyle futsal futures
    gardening ginger gouramis gravy grandmasters grapefruit groupers growers guppies hackers hailstones hairpin
    half-term hamster hamstring handbag handset handsets haunting headliner headmaster herbs hedges hire-car holidays
    hoteliers hurlers hybrids implants inkjet insects insurer invoices jazz jeans jellyfish jockeys juice keeper
    keepers kelp knotweed lamb larder larks lentils lettuces libraries limpets lullaby magnesium mayonnaise melody
    memoirs mosquitoes motoring mulch nectar nurse nurses novels oboe oncologist orcas orchids ovation oysters
    oystercatchers painkillers paintball pancakes pantomime paprika parmesan parrot pawns pears peas pelicans peppers
    pickles pies pitchers pizzas plums pollen ponies porridge postman prams prawns programmer programmers programming
    prodigy pudding puns pyracantha queenside raspberries rehomed resellers reviewer rookie salsa sardine sauerkraut
    savers scuba seagulls sequinned shrubs slippers slugs smartwatch squib squid squirrels starfish strudel sunsets
    surgeons swifts swimmer tacos tannins telescope tetras thyme tortoises travellers trousers tuition tulip turf
    tutor ukulele unbeaten vegetable vegetables vineyards voucher vouchers walnut walnuts warblers wardrobes weevils
    whitefly winemakers wingers wool worms yarn two-goal three-pointers goalless backbenchers backbench gaffer
    free-kick freekick paddock thoroughbred showjumper equestrian steeplechase swimming-pool butcher butchers grocer
    grocers greengrocer haircut hairdresser hairdressers salon manicure tattoo pilates meditation mindfulness dieting
    diet calories vitamin vitamins supplements smoothie smoothies muesli cereal cereals jam marmalade mustard-seed
    mushrooms mushroom broccoli cabbage cabbages carrot spinach courgette courgettes pumpkins pumpkin squash cucumbers
    cucumber radishes beetroot strawberry blueberries gooseberries cherries peaches mango mangoes lemons oranges
    melons watermelon figs almonds hazelnuts cashew peanuts popcorn crisps biscuits biscuit cookies muffins scones
    doughnuts doughnut pretzels waffles omelette steak steaks sausages sausage bacon ham meatballs kebab kebabs
    burgers burger lasagne risotto sushi ramen dumplings
    """
)
"""Words of sport, business, leisure, weather and the kitchen, lower case."""

MOST_ABOUT = 2
"""So many words of the rest of a text count at most for one sentence."""


def in_scene(words: Iterable[str]) -> int:
    """How many words place the sentence among things that stand at places."""
    return sum(word in SCENE for word in words)


def in_hard_scene(words: Iterable[str]) -> int:
    """How many words do so that hardly any other news uses."""
    return sum(word in SCENE and word not in CIVIL for word in words)


def speaks_of_else(words: Iterable[str]) -> int:
    """How many words place it in sport, business, leisure, weather or the kitchen."""
    return sum(word in ELSEWHERE for word in words)


def fits(words: list[str], phrase: list[str], *, strong: bool, around: bool, about: int = 0) -> bool:
    """Whether a phrase of a sentence names what it seems to name.

    Args:
        words: of the sentence, lower case, those of the phrase left out.
        phrase: its words, lower case.
        strong: whether the phrase can hardly mean anything else.
        around: whether the rest of the text speaks of things that stand at places.
        about: how many words of its other sentences do so; a text that is about them may speak of the weather.
    """
    scene, other = in_scene(words) + min(about, MOST_ABOUT), speaks_of_else([*words, *phrase])
    if other and not (scene > other or (strong and scene)):
        return False
    return strong or scene > 0 or around
