"""Signature and time stamp against openssl, and what it takes to break them."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardstand.bench.bundle import change
from hardstand.errors import BundleError
from hardstand.exchange.bundle import Trust, export_bundle, make_key, parse_fingerprint, verify_bundle
from hardstand.exchange.bundle.manifests import parse, render
from tests.exchange.bundle.conftest import REQUEST, Authority, make_authority, openssl


@pytest.fixture
def signed(run_folder: Path, tmp_path: Path, key: Path) -> Path:
    made = export_bundle(run_folder, tmp_path / "signed", replace(REQUEST, key=key))
    der = openssl("pkey", "-in", key, "-pubout", "-outform", "DER")
    assert made.signed_by == hashlib.sha256(der).hexdigest()
    return tmp_path / "signed"


class TestSignature:
    def test_openssl_agrees(self, signed: Path, key: Path):
        answer = openssl("pkeyutl", "-verify", "-pubin", "-inkey", key.with_suffix(".pub"), "-rawin", "-in",
                         signed / "tagmanifest-sha256.txt", "-sigfile", signed / "seal/signature.ed25519")  # fmt: skip
        assert b"Verified Successfully" in answer

    def test_without_a_key_it_is_said_that_nobody_vouches(self, signed: Path, key: Path):
        checked = verify_bundle(signed)
        assert checked.sound
        assert any("Whose key" in line for line in checked.undone)
        trusted = verify_bundle(signed, Trust(key=key.with_suffix(".pub")))
        assert trusted.sound
        assert not any("Whose key" in line for line in trusted.undone)

    def test_another_key_is_told(self, signed: Path, tmp_path: Path):
        other = make_key(tmp_path / "other.pem")
        openssl("pkey", "-in", other, "-pubout", "-out", tmp_path / "other.pub")
        [finding] = verify_bundle(signed, Trust(key=tmp_path / "other.pub")).findings
        assert finding.path == "seal/signature.ed25519"
        assert "another key" in finding.detail

    def test_the_fingerprint_of_a_key_does_for_the_key(self, signed: Path, key: Path, tmp_path: Path):
        by_openssl = openssl("pkey", "-pubin", "-in", key.with_suffix(".pub"), "-outform", "DER")
        fingerprint = hashlib.sha256(by_openssl).hexdigest()
        trusted = verify_bundle(signed, Trust(signer=fingerprint))
        assert trusted.sound
        assert any("by the key that was named" in line for line in trusted.done)
        assert verify_bundle(signed, Trust(key=key.with_suffix(".pub"), signer=fingerprint)).sound
        openssl("pkey", "-in", make_key(tmp_path / "other.pem"), "-pubout", "-out", tmp_path / "other.pub")
        for trust in (Trust(signer="0" * 64), Trust(key=tmp_path / "other.pub", signer=fingerprint),
                      Trust(key=key.with_suffix(".pub"), signer="0" * 64)):  # fmt: skip
            [finding] = verify_bundle(signed, trust).findings
            assert finding.path == "seal/signature.ed25519"
            assert finding.detail.endswith(f"by that with the SHA-256 {fingerprint}.")

    def test_that_of_the_bundle_is_no_key(self, run_folder: Path, signed: Path, tmp_path: Path):
        export_bundle(run_folder, tmp_path / "plain", REQUEST)
        for bundle in (signed, tmp_path / "plain"):
            [finding] = verify_bundle(bundle, Trust(signer=verify_bundle(bundle).fingerprint)).findings
            assert finding.detail.endswith("What was named is the fingerprint of this bundle, not of a key.")

    def test_a_fingerprint_is_no_signature(self, run_folder: Path, tmp_path: Path):
        export_bundle(run_folder, tmp_path / "plain", REQUEST)
        [finding] = verify_bundle(tmp_path / "plain", Trust(signer="0" * 64)).findings
        assert (finding.kind.value, finding.detail) == ("missing", "A key was named, but the bundle has no signature.")

    @given(st.binary(min_size=32, max_size=32), st.data())
    def test_a_fingerprint_may_be_written_in_several_ways(self, digest: bytes, data: st.DataObject):
        mark = data.draw(st.sampled_from(["", ":", " ", " : ", "\n"]))
        text = digest.hex(mark, data.draw(st.integers(1, 8))) if len(mark) == 1 else mark.join(digest.hex())
        for form in (text, text.upper(), f" {text} "):
            assert parse_fingerprint(form) == digest.hex()

    @pytest.mark.parametrize(
        "text", ["", "ab", "ab" * 31, "ab" * 33, "xy" * 32, "ab-" * 32, "٣" * 64, "0x" + "ab" * 31]
    )
    def test_what_is_no_fingerprint_is_refused(self, text: str):
        with pytest.raises(ValueError, match="64 hexadecimal digits"):
            parse_fingerprint(text)

    def test_a_seal_can_not_be_taken_away(self, signed: Path):
        for path in (signed / "seal").iterdir():
            path.unlink()
        (signed / "seal").rmdir()
        assert {each.path for each in verify_bundle(signed).findings} >= {
            "seal/signature.ed25519", "seal/public-key.pem", "seal/seal-sha256.txt"}  # fmt: skip

    def test_nor_put_on(self, run_folder: Path, signed: Path, tmp_path: Path):
        export_bundle(run_folder, tmp_path / "plain", REQUEST)
        (signed / "seal").rename(tmp_path / "plain" / "seal")
        kinds = {each.kind.value for each in verify_bundle(tmp_path / "plain").findings}
        assert kinds == {"added"}

    def test_lists_made_anew_do_not_fit_it(self, signed: Path):
        """A change that fits both lists, by somebody without the key."""
        page = signed / "data/results/report.html"
        for path in signed.rglob("*"):
            path.chmod(0o755)
        page.write_text("forged")
        for name, inner in (("manifest-sha256.txt", page), ("tagmanifest-sha256.txt", signed / "manifest-sha256.txt")):
            digests = parse((signed / name).read_bytes(), name)
            digests[inner.relative_to(signed).as_posix()] = hashlib.sha256(inner.read_bytes()).hexdigest()
            (signed / name).write_bytes(render(digests))
        [finding] = verify_bundle(signed).findings
        assert finding.path == "seal/signature.ed25519"

    def test_every_byte_of_the_seal_counts(self, signed: Path):
        for path in (signed / "seal").iterdir():
            path.chmod(0o644)
            whole = path.read_bytes()
            for place in range(len(whole)):
                path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])
                assert not verify_bundle(signed).sound, (path.name, place)
            path.write_bytes(whole)
        assert verify_bundle(signed).sound

    def test_a_locked_key_needs_its_password(self, run_folder: Path, tmp_path: Path, key: Path):
        locked = tmp_path / "locked.pem"
        openssl("pkey", "-in", key, "-aes256", "-passout", "pass:secret", "-out", locked)
        with pytest.raises(BundleError, match="no private key in PEM that can be opened"):
            export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, key=locked))
        export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, key=locked, password=b"secret"))
        assert verify_bundle(tmp_path / "bundle", Trust(key=key.with_suffix(".pub"))).sound

    def test_what_is_no_such_key_is_refused(self, run_folder: Path, tmp_path: Path, key: Path):
        openssl("genpkey", "-algorithm", "rsa", "-pkeyopt", "rsa_keygen_bits:2048", "-out", tmp_path / "rsa.pem")
        (tmp_path / "text").write_text("key")
        (tmp_path / "huge").write_bytes(b"0" * 2**20)
        cases = {"rsa.pem": "another kind", "text": "no private key", "huge": "larger than", "none": "can't be read",
                 "key.pub": "no private key"}  # fmt: skip
        for name, words in cases.items():
            with pytest.raises(BundleError, match=words):
                export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, key=tmp_path / name))
        export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, key=key))
        for name in ("rsa.pem", "text", "none"):
            with pytest.raises(BundleError, match="key"):
                verify_bundle(tmp_path / "bundle", Trust(key=tmp_path / name))


class TestTimeStamp:
    @pytest.fixture
    def stamped(self, run_folder: Path, tmp_path: Path, authority: Authority) -> Path:
        export_bundle(run_folder, tmp_path / "stamped", replace(REQUEST, authority=authority.url))
        return tmp_path / "stamped"

    def test_openssl_agrees(self, stamped: Path, authority: Authority):
        answer = openssl("ts", "-verify", "-data", stamped / "tagmanifest-sha256.txt", "-in",
                         stamped / "seal/time-stamp.tsr", "-CAfile", authority.root)  # fmt: skip
        assert b"OK" in answer

    def test_the_time_is_told_and_whose_it_is(self, stamped: Path, authority: Authority):
        checked = verify_bundle(stamped)
        assert checked.sound
        assert any("Who made the time stamp" in line for line in checked.undone)
        trusted = verify_bundle(stamped, Trust(root=authority.root))
        assert trusted.sound
        [line] = [line for line in trusted.done if "time stamp" in line]
        token = openssl("ts", "-reply", "-in", stamped / "seal/time-stamp.tsr", "-text").decode()
        year = token.partition("Time stamp: ")[2].splitlines()[0].split()[3]
        assert f" {year}-" in line

    def test_another_root_is_told(self, stamped: Path, tmp_path: Path):
        (tmp_path / "other").mkdir()
        make_authority(tmp_path / "other")
        [finding] = verify_bundle(stamped, Trust(root=tmp_path / "other" / "root.pem")).findings
        assert finding.path == "seal/time-stamp.tsr"

    def test_a_stamp_of_something_else_does_not_fit(self, run_folder: Path, stamped: Path, tmp_path: Path, authority):
        (run_folder / "more.txt").touch()
        export_bundle(run_folder, tmp_path / "second", replace(REQUEST, authority=authority.url))
        for name in ("time-stamp.tsr", "seal-sha256.txt"):
            (tmp_path / "second" / "seal" / name).replace(stamped / "seal" / name)
        for trust in (Trust(), Trust(root=authority.root)):
            [finding] = verify_bundle(stamped, trust).findings
            assert "something else" in finding.detail

    def test_random_bytes_of_it_count(self, stamped: Path):
        """Parts of an answer are covered by no signature of the authority; here all are covered."""
        path = stamped / "seal/time-stamp.tsr"
        path.chmod(0o644)
        whole = path.read_bytes()
        for place in np.random.default_rng(0).integers(len(whole), size=100):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            assert not verify_bundle(stamped).sound
        path.write_bytes(whole)
        with change(stamped, np.random.default_rng(1)):
            assert not verify_bundle(stamped).sound

    def test_secrets_in_the_address_stay_out(self, run_folder: Path, tmp_path: Path, authority: Authority):
        secret = authority.url.replace("http://", "http://me:pass@") + "?token=abc"
        with pytest.raises(BundleError):
            export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, authority=secret))
        made = export_bundle(run_folder, tmp_path / "ok", replace(REQUEST, authority=f"{authority.url}?token=abc"))
        assert made.stamped_by == authority.url
        assert "abc" not in (tmp_path / "ok" / "bag-info.txt").read_text()

    @pytest.mark.parametrize("answer", [b"", b"<html>", b"0" * (2**20 + 1)])
    def test_an_answer_that_is_none(self, run_folder: Path, tmp_path: Path, authority: Authority, answer: bytes):
        authority.answer = lambda _: answer
        with pytest.raises(BundleError, match="no time stamp"):
            export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, authority=authority.url))
        assert not (tmp_path / "bundle").exists()

    def test_a_refusal_and_the_stamp_of_another(self, run_folder: Path, tmp_path: Path, authority: Authority):
        (tmp_path / "x").write_text("x")
        openssl("ts", "-query", "-data", tmp_path / "x", "-sha1", "-out", tmp_path / "weak.tsq")
        openssl("ts", "-query", "-data", tmp_path / "x", "-sha256", "-cert", "-out", tmp_path / "x.tsq")
        for query, words in (("weak.tsq", "refused"), ("x.tsq", "something else")):
            authority.answer = lambda _, query=query: authority.sign((tmp_path / query).read_bytes())
            with pytest.raises(BundleError, match=words):
                export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, authority=authority.url))

    @pytest.mark.parametrize("url", ["ftp://x/y", "tsa.example", "file:///etc/passwd", "http://", ""])
    def test_an_address_that_is_none(self, run_folder: Path, tmp_path: Path, url: str):
        with pytest.raises(BundleError, match="no address"):
            export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, authority=url))

    def test_nobody_there(self, run_folder: Path, tmp_path: Path):
        with pytest.raises(BundleError, match="does not answer"):
            export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, authority="http://127.0.0.1:9/"))
        assert not (tmp_path / "bundle").exists()

    def test_what_is_no_certificate(self, stamped: Path, tmp_path: Path):
        (tmp_path / "text").write_text("x")
        for name in ("text", "none"):
            with pytest.raises(BundleError, match="certificate"):
                verify_bundle(stamped, Trust(root=tmp_path / name))


class TestWithoutThePackages:
    @pytest.fixture(autouse=True)
    def _missing(self, monkeypatch: pytest.MonkeyPatch):
        self.patch = monkeypatch

    def _take_away(self, *names: str) -> None:
        for name in [each for each in sys.modules if each.partition(".")[0] in names] + list(names):
            self.patch.setitem(sys.modules, name, None)

    def test_signing_says_what_to_install(self, run_folder: Path, tmp_path: Path, key: Path):
        self._take_away("cryptography")
        with pytest.raises(BundleError, match=r"hardstand\[evidence\]"):
            export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, key=key))

    def test_stamping_says_what_to_install(self, run_folder: Path, tmp_path: Path, authority: Authority):
        self._take_away("rfc3161_client")
        with pytest.raises(BundleError, match=r"hardstand\[evidence\]"):
            export_bundle(run_folder, tmp_path / "bundle", replace(REQUEST, authority=authority.url))

    def test_hashes_are_checked_all_the_same(self, signed: Path, key: Path):
        self._take_away("cryptography")
        checked = verify_bundle(signed)
        assert checked.sound
        assert any("needs the package cryptography" in line for line in checked.undone)
        for trust in (Trust(key=key.with_suffix(".pub")), Trust(signer="0" * 64)):
            with pytest.raises(BundleError, match="needs the package cryptography"):
                verify_bundle(signed, trust)
