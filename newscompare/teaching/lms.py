"""The self-check questions for learning platforms: GIFT (Moodle) and QTI 1.2 (Canvas and others).

GIFT: the text format of Moodle; QTI: IMS Question and Test Interoperability 1.2, one assessment in
a zip with its manifest. Both hold the feedback of every answer.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from newscompare.files import write_bytes, write_text

Questions = Mapping[str, Sequence[Mapping[str, Any]]]
"""Chapter to its questions, as ``quizzes.questions`` gives them."""

SPECIAL = re.compile(r"([~=#{}:\\])")


def gift(questions: Questions) -> str:
    """All questions in GIFT, by chapter as categories."""
    parts = []
    for chapter, asked in questions.items():
        name = chapter.replace("_", " ")
        parts.append(f"$CATEGORY: One event, five tellings/{name}\n")
        for number, question in enumerate(asked, start=1):
            right = [answer for answer in question["answers"] if answer["correct"]]
            lines = [f"::{_gift(name)} {number}::[plain]{_gift(question['question'])}{{"]
            for answer in question["answers"]:
                if len(right) > 1:
                    share = 100 / len(right) if answer["correct"] else -100
                    mark = f"~%{share:.5f}%"
                else:
                    mark = "=" if answer["correct"] else "~"
                lines.append(f"{mark}{_gift(answer['answer'])}#{_gift(answer.get('feedback', ''))}")
            parts.append("\n".join([*lines, "}"]) + "\n")
    return "\n".join(parts)


def _gift(text: str) -> str:
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def qti(questions: Questions) -> bytes:
    """All questions as a zip in QTI 1.2: ``imsmanifest.xml`` and one assessment."""
    items = "".join(
        _item(f"{chapter}-{number}", question)
        for chapter, asked in questions.items()
        for number, question in enumerate(asked, start=1)
    )
    assessment = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'
        '<assessment ident="newscompare" title="One event, five tellings">'
        f'<section ident="root_section">{items}</section></assessment></questestinterop>\n'
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<manifest identifier="newscompare" '
        'xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"><metadata>'
        "<schema>IMS Content</schema><schemaversion>1.1.3</schemaversion></metadata>"
        "<organizations/><resources>"
        '<resource identifier="questions" type="imsqti_xmlv1p2">'
        '<file href="questions.xml"/></resource></resources></manifest>\n'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (("imsmanifest.xml", manifest), ("questions.xml", assessment)):
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            package.writestr(entry, text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _item(ident: str, question: Mapping[str, Any]) -> str:
    answers = list(enumerate(question["answers"], start=1))
    right = [n for n, answer in answers if answer["correct"]]
    many = len(right) > 1
    labels = "".join(
        f'<response_label ident="{n}">{_material(answer["answer"])}</response_label>'
        for n, answer in answers
    )
    wanted = "".join(
        f'<varequal respident="answer">{n}</varequal>'
        if n in right
        else f'<not><varequal respident="answer">{n}</varequal></not>'
        for n, _ in answers
        if many or n in right
    )
    condition = f"<and>{wanted}</and>" if many else wanted
    told = "".join(
        f'<respcondition continue="Yes"><conditionvar><varequal respident="answer">{n}</varequal>'
        f'</conditionvar><displayfeedback feedbacktype="Response" linkrefid="{n}_fb"/>'
        "</respcondition>"
        for n, answer in answers
        if answer.get("feedback")
    )
    feedback = "".join(
        f'<itemfeedback ident="{n}_fb"><flow_mat>{_material(answer["feedback"])}</flow_mat>'
        "</itemfeedback>"
        for n, answer in answers
        if answer.get("feedback")
    )
    kind = "multiple_answers_question" if many else "multiple_choice_question"
    fields = "".join(
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry>"
        "</qtimetadatafield>"
        for label, entry in (("question_type", kind), ("points_possible", "1"))
    )
    title = ident.replace("_", " ").replace("-", " ")
    return (
        f'<item ident="{escape(ident)}" title="{escape(title)}"><itemmetadata><qtimetadata>'
        f"{fields}</qtimetadata></itemmetadata><presentation>"
        f'{_material(question["question"])}<response_lid ident="answer" '
        f'rcardinality="{"Multiple" if many else "Single"}"><render_choice>{labels}'
        "</render_choice></response_lid></presentation><resprocessing><outcomes>"
        '<decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>'
        f"{told}"
        f'<respcondition continue="No"><conditionvar>{condition}</conditionvar>'
        '<setvar action="Set" varname="SCORE">100</setvar></respcondition></resprocessing>'
        f"{feedback}</item>"
    )


def _material(text: str) -> str:
    return f'<material><mattext texttype="text/plain">{escape(text)}</mattext></material>'


def write_questions(questions: Questions, folder: Path | str) -> list[Path]:
    """Write ``questions.gift.txt`` and ``questions.qti.zip`` into a folder."""
    folder = Path(folder)
    write_text(gift(questions), folder / "questions.gift.txt")
    write_bytes(qti(questions), folder / "questions.qti.zip")
    return [folder / "questions.gift.txt", folder / "questions.qti.zip"]
