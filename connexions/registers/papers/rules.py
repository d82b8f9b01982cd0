"""What may be kept with a record. Pure."""

LIMIT = 20 * 1024 * 1024
SHEET = 256 * 1024  # bytes of a paper that are sealed and stored together

PDF, JPEG, PNG, WEBP = "application/pdf", "image/jpeg", "image/png", "image/webp"
TEXT = "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"

# What may be kept: how it is called, and how its file's name ends.
ALLOWED = {
    PDF: ("PDF", "pdf"),
    JPEG: ("Photo", "jpg"),
    PNG: ("Picture", "png"),
    WEBP: ("Picture", "webp"),
    TEXT: ("Text", "txt"),
    DOCX: ("Word document", "docx"),
    XLSX: ("Spreadsheet", "xlsx"),
    ODT: ("Text document", "odt"),
}
PICTURES = frozenset({JPEG, PNG, WEBP})
# Shown by the browser itself; everything else is handed over as a file.
SHOWN = PICTURES | {PDF}

TOO_BIG = "The file must be 20 MB or smaller. Scan it in grey or at a lower resolution, or send it in parts."
EMPTY = "The file is empty. Choose it again."
NOT_KNOWN = (
    "This kind of file cannot be kept. Choose a PDF, a photo (JPEG, PNG or WebP), a Word document,"
    " a spreadsheet or a plain text."
)
APPLE = (
    "This photo is in Apple’s own form (HEIC), which most computers here cannot open. Save it as a JPEG,"
    " or set the telephone’s camera to “Most compatible”, and choose it again."
)
MACROS = "This file holds a program (a macro), which is not kept. Save it without, and choose it again."
DAMAGED = "This file is damaged. Open it where it was made, save it again, and choose it again."
BEING_CHECKED = (
    "This file is being checked for viruses. It can be opened when that is done: look again in a moment."
)
HELD_A_VIRUS = "A virus was found in this file: it cannot be opened."
LOCKED = "This file is locked with a password, so nobody else could read it. Take the password off first."


def size_said(size: int) -> str:
    """A size as people say it."""
    if size < 1024 * 100:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def sheets_of(size: int) -> int:
    """How many sheets a paper of so many bytes is stored on."""
    return -(-size // SHEET)
