"""A PDF with each picture once: a pattern of a figure is one at each place that it fills."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject, NameObject, NumberObject, StreamObject

FEW = 16
"""Colours of a picture in the PDF: a pattern has two, and what lies between them."""


def with_few_colours(image: StreamObject) -> None:
    """Store a picture of three bytes a point with one."""
    if image.get("/ColorSpace") != "/DeviceRGB" or image.get("/BitsPerComponent") != 8:
        return
    size = int(str(image["/Width"])), int(str(image["/Height"]))
    if size[0] * size[1] < 4096:
        return
    picture = Image.frombytes("RGB", size, image.get_data())
    few = picture.quantize(FEW, dither=Image.Dither.NONE)
    palette = bytes(few.getpalette() or [])[: 3 * FEW]
    image[NameObject("/ColorSpace")] = ArrayObject(
        [
            NameObject("/Indexed"),
            NameObject("/DeviceRGB"),
            NumberObject(len(palette) // 3 - 1),
            ByteStringObject(palette),
        ]
    )
    image[NameObject("/Filter")] = NameObject("/FlateDecode")
    image.pop("/DecodeParms", None)
    image._data = zlib.compress(few.tobytes(), 9)


def lean(pdf: bytes) -> bytes:
    """The PDF with each picture once (a pattern of a figure is one at each place that it fills) and
    without the time of its printing.
    """
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    known: Mapping[str, object] = writer.metadata or {}
    writer.metadata = {name: value for name, value in known.items() if "Date" not in name}
    for found in writer._objects:
        if isinstance(found, StreamObject) and found.get("/Subtype") == "/Image":
            with_few_colours(found)
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    for page in writer.pages:
        page.compress_content_streams()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
