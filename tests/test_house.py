"""The surface: what is promised in words is what is there."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import tomllib
from importlib.metadata import entry_points
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer

import hardstand
import hardstand.claims
from hardstand import errors
from hardstand.cli import app
from hardstand.detection import detector_names
from hardstand.errors import HardstandError
from hardstand.imagery.metadata.merge import ORDER
from hardstand.site.model import KNOWN_KEYS

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
PAGES = sorted((ROOT / "docs").rglob("*.md"))
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *PAGES]
TERMINAL = "cli"
"""The room that talks to a terminal."""


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _modules() -> list[str]:
    found = pkgutil.walk_packages(hardstand.__path__, "hardstand.")
    return ["hardstand", *(module.name for module in found if module.name != "hardstand.__main__")]


def _commands() -> dict[str, typer.core.TyperCommand]:
    """Every command with its whole name: "hardstand run", "hardstand bench detection"."""
    found = {}

    def walk(name: str, command) -> None:
        if hasattr(command, "commands"):
            for part, child in command.commands.items():
                walk(f"{name} {part}", child)
        else:
            found[name] = command

    walk("hardstand", typer.main.get_command(app))
    return found


COMMANDS = _commands()


class TestCommands:
    def test_are_those_that_others_rely_on(self):
        assert {"hardstand demo", "hardstand run", "hardstand detect", "hardstand register"} <= COMMANDS.keys()
        assert {f"hardstand bench {part}" for part in ("detection", "registration", "ledger")} <= COMMANDS.keys()

    @pytest.mark.parametrize("name", COMMANDS)
    def test_each_has_help_for_itself_and_its_options(self, name: str):
        command = COMMANDS[name]
        assert command.help
        # Typer leaves the help of what shells complete to Click.
        lacking = [parameter.name for parameter in command.params if not getattr(parameter, "help", None)]
        assert lacking == []

    @pytest.mark.parametrize("name", COMMANDS)
    def test_each_stands_in_the_documentation(self, name: str):
        assert re.search(rf"{name}\b", _read("docs/commands.md"))

    def test_the_documentation_names_no_other(self):
        words = re.compile(r"\bhardstand ((?:[a-z]+ )?[a-z]+)\b")
        for page in DOCUMENTS:
            for code in re.findall(
                r"```bash\n(.*?)```|`(hardstand [^`]+)`", page.read_text(encoding="utf-8"), re.DOTALL
            ):
                for found in words.findall(" ".join(code)):
                    first, _, second = found.partition(" ")
                    known = {f"hardstand {first}", f"hardstand {first} {second}"}
                    assert any(name in known or name.startswith(f"hardstand {first} ") for name in COMMANDS), (
                        page,
                        found,
                    )

    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_option_in_the_documentation_exists(self, name: str):
        options = {option for parameter in COMMANDS[name].params for option in parameter.opts} | {"--help"}
        for page in DOCUMENTS:
            for line in re.findall(rf"{name}\b[^`\n]*", page.read_text(encoding="utf-8")):
                written = set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", line))
                assert written <= options, (page.name, line)


ROOMS = sorted((ROOT / "src" / "hardstand").glob("*/__init__.py"))


class TestPublicNames:
    @pytest.mark.parametrize("name", _modules())
    def test_all_is_what_there_is(self, name: str):
        module = importlib.import_module(name)
        names = getattr(module, "__all__", None)
        if names is None:
            return
        assert len(names) == len(set(names))
        assert all(hasattr(module, public) for public in names)

    @pytest.mark.parametrize("path", ROOMS, ids=lambda path: path.parent.name)
    def test_a_package_names_all_that_it_brings_in(self, path: Path):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        brought = {
            alias.asname or alias.name
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and node.module != "__future__"
            for alias in node.names
        }
        named = [
            ast.literal_eval(node.value)
            for node in tree.body
            if isinstance(node, ast.Assign) and any(ast.unparse(target) == "__all__" for target in node.targets)
        ]
        listed = set(named[0]) if named else set()
        assert brought <= listed, "a package's __init__ brings in what it does not offer"

    def test_entry_points_lead_somewhere(self):
        ours = [entry for entry in entry_points(group="hardstand.detectors") if entry.value.startswith("hardstand.")]
        declared = tomllib.loads(_read("pyproject.toml"))["project"]["entry-points"]["hardstand.detectors"]
        assert {entry.name: entry.value for entry in ours} == declared
        assert set(declared) <= set(detector_names())
        assert all(callable(entry.load()) for entry in ours)


class TestDocumentation:
    def test_the_table_of_errors_is_the_tree(self):
        rows = re.findall(r"^\| `(\w+)` \| (\d+) \|", _read("docs/errors.md"), re.MULTILINE)
        tree = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, HardstandError)]
        assert sorted((name, int(code)) for name, code in rows) == sorted(
            (kind.__name__, kind.exit_code) for kind in tree
        )

    def test_the_order_of_sources_is_the_real_one(self):
        rows = re.findall(r"^\| (\d+) \| ([^|]+) \|", _read("docs/metadata.md"), re.MULTILINE)
        assert [int(number) for number, _ in rows] == list(range(1, len(ORDER) + 1))
        assert tuple(source.replace("`", "").strip() for _, source in rows) == ORDER

    @pytest.mark.parametrize("table", [table for table in KNOWN_KEYS if table])
    def test_every_key_of_the_site_file_is_explained_and_no_other(self, table: str):
        [section] = re.findall(
            rf"^## `\[+{table}\]+`$(.*?)(?=^## )", _read("docs/site-file.md"), re.MULTILINE | re.DOTALL
        )
        assert sorted(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == sorted(KNOWN_KEYS[table])

    @pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
    def test_links_within_the_repository_lead_somewhere(self, document: Path):
        text = re.sub(r"<!--.*?-->", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
        targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
        missing = [
            target for target in targets if "://" not in target and not (document.parent / unquote(target)).exists()
        ]
        assert missing == []

    @pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
    def test_names_from_the_code_exist(self, document: Path):
        for dotted in re.findall(r"`(hardstand(?:\.\w+)+)`", document.read_text(encoding="utf-8")):
            if dotted == "hardstand.detectors":
                continue  # an entry point group
            assert _resolves(dotted), f"{document.name} names {dotted}"

    def test_the_drawing_of_the_house_names_real_places(self):
        drawing = _read("docs/architecture.md").split("```text\n")[1].split("```")[0]
        for name in re.findall(r"^  (\w+(?:\.py|/))", drawing, re.MULTILINE):
            assert (ROOT / "src" / "hardstand" / name).exists(), name

    def test_the_import_contract_is_the_one_that_is_checked(self):
        contracts = tomllib.loads(_read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
        [layers] = [each["layers"] for each in contracts if each["type"] == "layers" and "containers" not in each]
        written = _read("docs/architecture.md").split("## The import contract")[1].split("```text\n")[1].split("```")[0]
        assert written.split("\n")[:-1] == [layer.replace("hardstand.", "") for layer in layers]

    def test_every_room_stands_in_the_import_contract(self):
        contracts = tomllib.loads(_read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
        [layers] = [each["layers"] for each in contracts if each["type"] == "layers" and "containers" not in each]
        held = {name for layer in layers for name in layer.replace(" ", "").split("|")}
        rooms = {f"hardstand.{module.name}" for module in pkgutil.iter_modules(hardstand.__path__)}
        assert rooms - {"hardstand.__main__"} == held

    def test_every_room_of_claims_stands_in_its_own_contract(self):
        contracts = tomllib.loads(_read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
        [layers] = [each["layers"] for each in contracts if each.get("containers") == ["hardstand.claims"]]
        held = {name for layer in layers for name in layer.replace(" ", "").split("|")}
        assert {module.name for module in pkgutil.iter_modules(hardstand.claims.__path__)} == held


def _resolves(dotted: str) -> bool:
    """Whether a dotted name is a module, or something that a module holds."""
    try:
        importlib.import_module(dotted)
    except ModuleNotFoundError:
        parent, _, last = dotted.rpartition(".")
        return "." in dotted and _resolves(parent) and hasattr(importlib.import_module(parent), last)
    return True


class TestReadme:
    COMMANDS = tuple(
        line
        for line in re.findall(
            r"^(python3 -m venv .*)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
        )
    )

    def test_has_one_command_for_the_demo_and_one_for_the_tests(self):
        demo, tests = self.COMMANDS
        assert demo.endswith("hardstand demo -o demo")
        assert tests.endswith("python -m pytest")

    def test_its_commands_are_those_that_ci_runs(self):
        run = [line.strip() for line in _read(".ci/run").splitlines()]
        assert [line for line in run if line.startswith("python3 -m venv .venv")] == list(self.COMMANDS)

    def test_the_documentation_repeats_the_demo_word_for_word(self):
        assert self.COMMANDS[0] in _read("docs/quickstart.md")


class TestPackage:
    @pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
    def test_nothing_but_the_command_line_prints(self, path: Path):
        if path.relative_to(ROOT / "src" / "hardstand").parts[0] == TERMINAL:
            return
        calls = [
            node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
        ]
        names = {ast.unparse(call) for call in calls}
        assert names.isdisjoint({"print", "typer.echo", "sys.stdout.write", "sys.stderr.write"})

    def test_the_version_is_written_once(self):
        project = tomllib.loads(_read("pyproject.toml"))["project"]
        assert "version" not in project
        assert project["dynamic"] == ["version"]
        assigned = [
            path for path in SOURCES if re.search(r"^__version__\s*=", path.read_text(encoding="utf-8"), re.MULTILINE)
        ]
        assert assigned == [ROOT / "src" / "hardstand" / "__init__.py"]

    def test_the_citation_names_this_version(self):
        assert f"\nversion: {hardstand.__version__}\n" in _read("CITATION.cff")

    def test_the_licence_is_the_whole_one(self):
        text = _read("LICENSE")
        assert "Apache License" in text
        assert "END OF TERMS AND CONDITIONS" in text
