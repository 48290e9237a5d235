"""Taking notes in the reader: written, changed, found again, saved. It wires editor, pane, drafts and desk."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cabletui.notes.anchors import place
from cabletui.notes.filtering import EVERY_NOTE, FilterProblem, parse_filter
from cabletui.notes.model import Anchor, Note, Notebook, note_by_id
from cabletui.notes.placed import PlacedNote
from cabletui.notes.tag_line import split_tags, tag_line
from cabletui.storage.atomic import NotSaved, remove_leftovers
from cabletui.storage.codebook import folder_tags
from cabletui.storage.drafts import Draft, Drafts, Keeper, LeftOver
from cabletui.storage.exporting import Form, export_notes
from cabletui.storage.mounts import network_warning
from cabletui.storage.note_files import NotesOnDisk, fresh_id, utc_now
from cabletui.storage.offers import Offer
from cabletui.ui.external_editor import EditorProblem, run_editor, text_file, text_from
from cabletui.ui.lists import Row
from cabletui.ui.note_desk import NoteDesk, marks_of, passage_of
from cabletui.ui.sheet import Passage
from cabletui.ui.widgets.note_editor import NoteEditor, Written

if TYPE_CHECKING:
    from cabletui.ui.screens.reader import Reader


class NoteTaking:
    """Decides what a key does to the notes; the reader shows it."""

    def __init__(self, reader: Reader, desk: NoteDesk, drafts: Drafts) -> None:
        self._reader = reader
        self._line = reader.line
        self.desk = desk
        self._drafts = drafts
        self._left_over: list[LeftOver] = []
        self._settled: list[Keeper] = []  # closed, and not known to be on the disk yet
        self._moving: str | None = None  # the note that waits for another place
        self._told_unsaved = False
        self._disk = asyncio.Lock()  # one at a time, or an older look at the disk would count after a newer one
        self._looking = False
        self._filter = EVERY_NOTE
        self.placed: Sequence[PlacedNote] = ()

    # -- showing -----------------------------------------------------------------------------------

    def changed(self) -> None:
        """The notes are others than before: everything that shows them shows them anew."""
        self.placed = self.desk.placed()
        counts = Counter(placed.paragraph for placed in self.placed if placed.paragraph is not None)
        self._reader.outline.show_notes(counts, len(self.placed))
        self.mark()
        self.show()
        self._reader.tell_place()

    def mark(self) -> None:
        self._reader.view.mark_notes(*marks_of(self.placed, self._reader.view.sheet))

    def show(self) -> None:
        numbers = [paragraph.number or paragraph.key for paragraph in self._reader.cable.paragraphs]
        chosen = [placed for placed in self.placed if self._filter.takes(placed)]
        place = self._reader.view.paragraph
        self._reader.notes.show(chosen, len(self.placed), place, numbers, self.desk.on_disk)

    def filter(self, query: str) -> str:
        """Show only the notes that the query takes. Returns why it cannot be understood, or nothing."""
        try:
            self._filter = parse_filter(query)
        except FilterProblem as problem:
            return str(problem)
        self.show()
        return ""

    # -- writing -----------------------------------------------------------------------------------

    async def annotate(self) -> None:
        """A new note on the selected words, or on the paragraph."""
        if self._moving is not None:
            self.hang()
            return
        passage = self._reader.view.selected()
        paragraph = passage.paragraph if passage else self._reader.view.paragraph
        if paragraph is None:
            self._line.say("There is no paragraph here to note; ] goes to the next one.")
        elif self._may_change():
            anchor = self.desk.anchor(paragraph, passage)
            await self._write(Draft(fresh_id(), "", "", anchor, None, utc_now()))

    async def change(self, note: Note, *, at_tags: bool) -> None:
        draft = Draft(note.id, note.body, tag_line(note.tags), note.anchor, note.modified, utc_now())
        await self._write(draft, at_tags=at_tags)

    async def _write(self, draft: Draft, left: LeftOver | None = None, *, at_tags: bool = False) -> None:
        """Open the editor; what is typed there is a draft until it is a note."""
        note = note_by_id(self.desk.notebook, draft.note_id)
        was = Written(note.body, note.tags) if note else Written("", ())
        editor = NoteEditor(
            self._about(draft.anchor),
            was,
            (draft.body, draft.tags),
            said=f"Not saved yet, from {_moment(draft.since)}: Esc saves it, Ctrl+T drops it." if left else "",
            at_tags=at_tags,
            edit_outside=lambda text: self._edit_outside(editor, text),
        )
        keeper = self._drafts.keep(self._reader.opened.path, draft, editor.typed, left.path if left else None)

        def leave(written: Written | None) -> None:
            if written is None:
                self._drafts.drop(keeper)
            else:
                keeper.settle(written.body, tag_line(written.tags))
                self._settled.append(keeper)
                self._take(draft, note, written)
            self._reader.call_next(self._offer_next_draft)

        await self._reader.app.push_screen(editor, leave)
        self._reader.run_worker(self._offer_tags(editor), group="tags", exclusive=True)

    def _take(self, draft: Draft, before: Note | None, written: Written) -> None:
        """What was written is a note now."""
        self._reader.view.stop_selecting()
        self._reader.clear_selection()
        said: tuple[str, ...] = ()
        if before is None:
            self.desk.add(draft.anchor, written.body, written.tags, draft.note_id)
        else:
            said = self.desk.edit(before, written.body, written.tags)
        self.changed()
        self._reader.notes.choose(draft.note_id)
        self.save(" ".join(said))

    async def _offer_tags(self, editor: NoteEditor) -> None:
        editor.offer_tags(await asyncio.to_thread(folder_tags, self._reader.opened.path.parent))

    def _edit_outside(self, editor: NoteEditor, text: str) -> str:
        """The text as the person's own editor leaves it; as it was where that cannot be."""
        try:
            file = text_file(text, self._drafts.folder)
            try:
                run_editor(self._reader.app, file)
                return text_from(file, text)
            finally:
                file.unlink(missing_ok=True)
        except EditorProblem as problem:
            editor.say(str(problem))
            return text

    def _about(self, anchor: Anchor | None) -> str:
        quote = anchor.quote.exact if anchor and anchor.quote else "whole paragraph"
        return f"¶{anchor.para}  {quote}" if anchor and anchor.para else "this cable"

    # -- drafts ------------------------------------------------------------------------------------

    async def resume(self) -> None:
        """Offer what was being typed when the program ended: the editor, as it was, at its paragraph."""
        self._left_over = list(await asyncio.to_thread(self._drafts.left_over, self._reader.opened.path))
        await self._offer_next_draft()

    async def _offer_next_draft(self) -> None:
        while self._left_over:
            left = self._left_over.pop(0)
            draft = self._resumed(left.draft)
            if draft is None:
                left.path.unlink(missing_ok=True)  # it was saved after all
                continue
            self._go_to(draft.anchor)
            await self._write(draft, left)
            return

    def _resumed(self, draft: Draft) -> Draft | None:
        """The draft as it goes on: a note of its own where others have changed the note meanwhile; None if saved."""
        note = note_by_id(self.desk.notebook, draft.note_id)
        if note is not None and Written(note.body, note.tags) == Written(draft.body, split_tags(draft.tags)):
            return None
        if note is not None and draft.note_modified not in (None, note.modified):
            return Draft(fresh_id(), draft.body, draft.tags, draft.anchor, None, draft.since)
        return draft

    def _go_to(self, anchor: Anchor | None) -> None:
        found = place(anchor, self._reader.cable) if anchor else None
        keys = [paragraph.key for paragraph in self._reader.cable.paragraphs]
        if found and found.paragraph_key in keys:
            self._reader.go_to_passage(Passage(keys.index(found.paragraph_key), found.start or 0, found.end or 1))

    # -- the chosen note ---------------------------------------------------------------------------

    @property
    def chosen(self) -> PlacedNote | None:
        """The note that the pane's cursor is on."""
        return next((one for one in self.placed if one.note.id == self._reader.notes.listing.chosen), None)

    async def act(self, what: str) -> None:
        """Do something with the chosen note."""
        placed = self.chosen
        if placed is None:
            return
        note = placed.note
        if what == "go_to":
            self._go_to_note(placed)
        elif not self._may_change():
            pass
        elif what == "delete":
            self.desk.delete(note.id)
            self._done("Deleted; u brings it back.")
        elif what == "status":
            self._done(f"Now {self.desk.next_status(note.id)}.")
        elif what == "kind":
            self._done(f"Now a {self.desk.next_kind(note.id)}.")
        elif what == "reanchor":
            self._moving = note.id
            self._reader.open_pane("")
            self._line.say("Go to its place, select words with v or not, then A hangs it there; Esc leaves it.")
        else:
            await self.change(note, at_tags=what == "edit_tags")

    def _done(self, sentence: str) -> None:
        self.changed()
        self.save(sentence)

    def _go_to_note(self, placed: PlacedNote) -> None:
        if placed.paragraph is None:
            whole = "This note is on the whole cable." if placed.is_on_whole else "This note has no place in this copy."
            self._line.say(f"{whole} A hangs it on one.")
            return
        self._reader.open_pane("")
        self._reader.go_to_passage(passage_of(placed) or Passage(placed.paragraph, 0, 1))

    def hang(self) -> None:
        """Give the note that waits for it the place where the reader is."""
        note_id = self._moving
        passage = self._reader.view.selected()
        paragraph = passage.paragraph if passage else self._reader.view.paragraph
        if note_id is None:
            self._line.say("Choose a note in the notes pane first, and press A there.")
        elif paragraph is None:
            self._line.say("There is no paragraph here; ] goes to the next one.")
        elif self._may_change():
            self._moving = None
            self._reader.view.stop_selecting()
            self.desk.hang(note_id, self.desk.anchor(paragraph, passage))
            self._done("The note hangs here now; u takes it back.")

    def step_back(self) -> bool:
        """Whether there was something to step back from: a note that waited for another place."""
        waited, self._moving = self._moving is not None, None
        return waited

    def undo(self) -> None:
        undone = self.desk.undo()
        if undone is None:
            self._line.say("Nothing to undo.")
        else:
            self._done(f"Undone: {undone}.")

    def _may_change(self) -> bool:
        """Whether notes can be changed; says why not."""
        if not self.desk.may_change:
            self._line.say(self.desk.problem or "", trouble=True)
        return self.desk.may_change

    # -- the disk ----------------------------------------------------------------------------------

    def save(self, said: str = "") -> None:
        self._reader.run_worker(self._save(said), group="notes")

    async def _save(self, said: str) -> None:
        settled = tuple(self._settled)
        try:
            news = await self._written(self.desk.write)
        except NotSaved as problem:
            await asyncio.to_thread(self._drafts.flush)
            self._line.say(str(problem), trouble=True)
            return
        self._told_unsaved = False
        for keeper in settled:
            self._drafts.drop(keeper)
            if keeper in self._settled:
                self._settled.remove(keeper)
        if news:
            self.changed()
        self._line.say(" ".join(filter(None, (said, *news, f"Saved in {self.desk.on_disk.path.name}"))))

    async def _written(self, write: Callable[[Notebook], tuple[NotesOnDisk, tuple[str, ...]]]) -> tuple[str, ...]:
        """Have the notes written, off the UI thread; returns what is to be said. Raises NotSaved."""
        async with self._disk:
            mine = self.desk.notebook
            on_disk, said = await asyncio.to_thread(write, mine)
            self.desk.settle(on_disk, on_disk.notebook, mine)
        return said

    def look(self) -> None:
        """Take in what others have saved. Called each second."""
        if not self._looking:
            self._looking = True
            self._reader.run_worker(self._look(), group="look")

    async def _look(self) -> None:
        try:
            async with self._disk:
                mine = self.desk.notebook
                seen = await asyncio.to_thread(self.desk.look, mine)
                if seen is not None:
                    self.desk.settle(*seen[:2], mine)
        finally:
            self._looking = False
        if seen is not None:
            _, merged, news = seen
            if merged != mine or news:
                self.changed()
            if news:
                self._line.say(" ".join(news), trouble=bool(self.desk.problem))

    async def begin(self) -> None:
        """What is done once when the cable is open: drafts are offered, and what was found elsewhere is told of."""
        folder = self._reader.opened.path.parent
        await self.resume()
        await asyncio.to_thread(remove_leftovers, folder)
        found = await asyncio.to_thread(self.desk.offers)
        if found:
            self._line.say(f"{found[0].why} R shows what may be taken in.")
        elif warning := await asyncio.to_thread(network_warning, folder):
            self._line.say(warning)

    async def offers(self) -> None:
        """Notes found elsewhere, to choose from."""
        found = await asyncio.to_thread(self.desk.offers)
        rows = [Row((str(offer.count), offer.why), str(offer.path)) for offer in found]
        empty = "No notes of this cable were found anywhere else."
        await self._reader.list_rows("Notes found elsewhere", rows, empty, lambda row: self._take_in(found[row]))

    def _take_in(self, offer: Offer) -> None:
        self._reader.run_worker(self._taken_in(offer), group="notes")

    async def _taken_in(self, offer: Offer) -> None:
        try:
            said = await self._written(lambda _mine: self.desk.take_in(offer))
        except NotSaved as problem:
            self._line.say(str(problem), trouble=True)
            return
        self.changed()
        self._line.say(" ".join(said))

    async def export(self) -> None:
        """Write the notes to a file for other hands."""
        forms: list[tuple[Form, Row]] = [
            ("md", Row(("Markdown", "to read: what is missing in this copy, the notes in their order, the citation"))),
            ("csv", Row(("CSV", "for a spreadsheet: one row a note"))),
        ]
        rows = [row for _, row in forms]
        await self._reader.list_rows("Write the notes to a file", rows, "", lambda row: self._export(forms[row][0]))

    def _export(self, form: Form) -> None:
        try:
            path = export_notes(self.desk.noted(), self._reader.opened.path, form)
        except NotSaved as problem:
            self._line.say(str(problem), trouble=True)
        else:
            self._line.say(f"Written to {path.name}.")

    async def may_leave(self) -> bool:
        """Tries once more to save what is not saved; says so and is False where that fails, the first time."""
        if not self.desk.unsaved or self._told_unsaved:
            return True
        await self._save("")
        self._told_unsaved = self.desk.unsaved
        if self._told_unsaved:
            self._line.say(f"{self._line.message} Your text is kept as a draft; q leaves.", trouble=True)
        return not self._told_unsaved


def _moment(since: str) -> str:
    """`2008-08-14T18:42:00Z` as people read it."""
    return since.replace("T", " ").removesuffix("Z")[:16] + " UTC" if since else "before"
