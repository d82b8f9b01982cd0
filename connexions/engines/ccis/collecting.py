"""Collecting: every element of a record put in its place, known fields by name, anything else by its path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from lxml import etree

from connexions.engines.ccis.record import Record
from connexions.engines.ccis.refusals import entities_used, line_of
from connexions.engines.ccis.shape import REPEATED, Shape

_MOST_OUTLINES = 2048  # a supplier's records have a handful; a hostile file's could fill the memory

_tag, _text = attrgetter("tag"), attrgetter("text")
_attributes = etree.XPath("boolean(descendant-or-self::*/@*)")


@dataclass(slots=True)
class Outline:
    """Where the fields stand among the elements of a record, counted in the order of the file.

    The names of a record's elements and the number of children of those that have any tell its whole tree:
    `parents` and `children` are what else must agree with a record of the same names. `fields` has an entry for
    each element, empty for those that hold no field.
    """

    fields: list[str]
    parents: list[int] = field(default_factory=list)
    children: list[int] = field(default_factory=list)
    characteristics: list[int] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


class Collector:
    """Takes the records of one file. Few of them differ in outline, so that is worked out once for many."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self.attributes = True  # whether any record may have them, which is worth a look at each
        self._outlines: dict[tuple[str, ...], Outline | None] = {}

    def collect(self, element: etree._Element, record: Record) -> set[str]:
        """Fill the record from its element, and answer the names of the groups that it has."""
        nodes = list(element.iter())
        names = tuple(map(_tag, nodes))
        outline = self._outlines.get(names) or self._outlined(names, nodes)
        if outline is None or not _fits(outline, nodes) or (self.attributes and _attributes(element)):
            return _with_oddities(element, self._shape, record)
        record.values = {
            name: stripped
            for name, text in zip(outline.fields, map(_text, nodes), strict=True)
            if name and text and (stripped := text.strip())
        }
        if outline.characteristics:
            found = [(nodes[index].text or "").strip() for index in outline.characteristics]
            record.characteristics = tuple(filter(None, found))
        return outline.seen

    def _outlined(self, names: tuple[str, ...], nodes: Sequence[etree._Element]) -> Outline | None:
        if names in self._outlines or len(self._outlines) >= _MOST_OUTLINES:
            return None
        outline = Outline([""] * len(nodes))
        places = {node: index for index, node in enumerate(nodes)}
        found = outline if _outline(nodes[0], self._shape, places, outline) else None
        self._outlines[names] = found
        return found


def _fits(outline: Outline, nodes: Sequence[etree._Element]) -> bool:
    return [len(nodes[index]) for index in outline.parents] == outline.children


def _outline(node: etree._Element, shape: Shape, places: dict[etree._Element, int], outline: Outline) -> bool:
    """Enter what is below a node; False where there is anything that the shape does not foresee."""
    outline.parents.append(places[node])
    outline.children.append(len(node))
    for child in node:
        entry = shape.get(child.tag)
        if isinstance(entry, str):
            if len(child) or entry in outline.fields:
                return False
            if entry == "CharacteristicCode":
                outline.characteristics.append(places[child])
            else:
                outline.fields[places[child]] = entry
        elif entry is None:
            return False
        else:
            name = local(child)
            if name in outline.seen and name not in REPEATED:
                return False
            outline.seen.add(name)
            if not _outline(child, entry, places, outline):
                return False
    return True


def _with_oddities(element: etree._Element, shape: Shape, record: Record) -> set[str]:
    seen: set[str] = set()
    _collect(element, shape, "", record, seen)
    return seen


def _collect(node: etree._Element, shape: Shape, path: str, record: Record, seen: set[str]) -> None:
    """Put every element below `node` in its place: known fields by name, anything else by its path."""
    values = record.values
    if node.attrib:
        _keep_attributes(node, path, record)
    for child in node:
        entry = shape.get(child.tag)
        if entry.__class__ is str:
            if len(child) or child.attrib:
                _keep(child, path, record)
            if text := child.text:
                text = text.strip()
                if entry == "CharacteristicCode":
                    if text:
                        record.characteristics += (text,)
                elif entry in values:
                    if text:
                        _keep(child, path, record)
                elif text:
                    values[entry] = text
        elif entry is None:
            _keep(child, path, record)
        else:
            name = local(child)
            if name in seen and name not in REPEATED:
                _keep(child, path, record)
            else:
                seen.add(name)
                _collect(child, entry, f"{path}{name}/", record, seen)  # type: ignore[arg-type]


def _keep(node: etree._Element, path: str, record: Record) -> None:
    """Keep an element that the shape does not know, with all below it."""
    name = f"{path}{local(node)}"
    text = (node.text or "").strip()
    if text or not len(node):
        record.unknown.setdefault(name, []).append(text)
    if node.attrib:
        _keep_attributes(node, f"{name}/", record)
    for child in node:
        _keep(child, f"{name}/", record)


def _keep_attributes(node: etree._Element, path: str, record: Record) -> None:
    for name, value in node.attrib.items():
        record.unknown.setdefault(f"{path}@{name!s}", []).append(str(value))


def local(node: etree._Element) -> str:
    """The name of an element without its namespace."""
    tag = node.tag
    if not isinstance(tag, str):
        raise entities_used(line_of(node))
    return tag.rpartition("}")[2]
