import { describe, expect, test } from "vitest";
import { attribution, entity, record, spansIn } from "../../../test/fixtures/records.ts";
import type {
  Attribution,
  DocumentRecord,
  Relation,
  TimeExpression,
} from "../../document/index.ts";
import { renderRecord } from "../terminal.ts";

const TEXT = `Crews say it is late.
In reply, Lorck told reporters on Friday that it was not.
At the weekly briefing she said no more.`;
const span = spansIn(TEXT);

const [CLAIM, REPLY, MORE] = [
  attribution({ id: "a1", source: [span("Crews")], content: [span("it is late")] }),
  attribution({ id: "a2", source: [span("Lorck")], content: [span("it was not")] }),
  attribution({ id: "a3", source: [span("she")], content: [span("no more")] }),
] as const;

function render(attributions: readonly Attribution[], given: Partial<DocumentRecord> = {}) {
  return renderRecord(
    record({
      text: TEXT,
      attributions,
      entities: [entity({ id: "e1" }), entity({ id: "e2", name: "reporters" })],
      occasions: [
        { id: "o1", kind: "briefing", span: span("the weekly briefing"), place: null, date: null },
      ],
      ...given,
    }),
    { width: 100, colour: false },
  );
}

/** The lines of the statements that hold nothing but our words. */
function notes(view: string): string[] {
  const [, , ...statements] = view.split("\n\nOccasions")[0]!.split("\n");
  return statements.filter((line) => /^ +\[.*\]$/.test(line)).map((line) => line.trim());
}

function time(given: Partial<TimeExpression>): TimeExpression {
  const day = { from: "2031-05-02", to: "2031-05-02", precision: "day", basis: "stated" } as const;
  return { span: span("Friday"), ...day, ...given };
}

describe("when it was said, and how that is known", () => {
  test.each<[string, Partial<TimeExpression>]>([
    ["on 2 May 2031", {}],
    ['on 2 May 2031 (inferred from "Friday")', { basis: "inferred" }],
    ["on 2 May 2031 (inferred)", { basis: "inferred", span: null }],
    ["on 2 May 2031 (date of publication)", { basis: "published", span: null }],
    ["in May 2031", { from: "2031-05", to: "2031-05", precision: "month" }],
    ["in 2031", { from: "2031", to: "2031", precision: "year" }],
    ["from 2 May 2031 to 4 May 2031", { to: "2031-05-04" }],
    ["from 2 May 2031 on", { to: null, precision: "open" }],
    ["up to 2 May 2031", { from: null, precision: "open" }],
    ["on 2 May 2031, 08:15 UTC", { from: "2031-05-02T08:15Z", to: "2031-05-02T08:15Z" }],
    ['"Friday", date not known', { from: null, to: null, basis: null }],
  ])("%s", (shown, given) => {
    expect(notes(render([{ ...REPLY, saidAt: time(given) }]))).toEqual([`[${shown}]`]);
  });

  test("nothing where neither date nor words are known", () => {
    const saidAt = time({ from: null, to: null, basis: null, span: null });
    expect(notes(render([{ ...REPLY, saidAt }]))).toEqual([]);
  });
});

test("the line is that of the words said, however far away their source stands", () => {
  const text = "We, the crews:\n\nIt is late.\n";
  const letter = { ...CLAIM, source: [[0, 13] as const], content: [[16, 27] as const] };
  expect(render([letter], { text, occasions: [] })).toContain("\n   3  We, the crews  ");
});

test("where it was said, and to whom", () => {
  expect(notes(render([{ ...REPLY, occasion: "o1", addressee: ["e2", "e7"] }]))).toEqual([
    '[at "the weekly briefing" · to reporters]',
  ]);
});

describe("what is true of all statements is said once", () => {
  const saidAt = time({});
  test.each<[string, Attribution[], string[]]>([
    [
      "of one source",
      [
        { ...REPLY, sourceEntity: "e1", saidAt, occasion: "o1" },
        { ...MORE, sourceEntity: "e1", saidAt },
        CLAIM,
      ],
      ["[all said on 2 May 2031]", '[at "the weekly briefing"]'],
    ],
    [
      "of all sources",
      [
        { ...REPLY, sourceEntity: "e1", saidAt },
        { ...CLAIM, saidAt },
      ],
      ["[all said on 2 May 2031]"],
    ],
    ["not of one statement", [{ ...REPLY, saidAt }], ["[on 2 May 2031]"]],
    [
      "not of what stands inside",
      [
        { ...REPLY, saidAt },
        { ...MORE, within: "a2" },
      ],
      ["[on 2 May 2031]"],
    ],
  ])("%s", (_, attributions, shown) => {
    expect(notes(render(attributions))).toEqual(shown);
  });
});

describe("what it answers", () => {
  const answers: Relation = {
    type: "answers",
    from: "a2",
    to: "a1",
    basis: "stated",
    evidence: [span("In reply")],
  };
  test.each<[string, Relation[], string[]]>([
    ["stated", [answers], ["[answered in line 2]", '[answers line 1 ("In reply")]']],
    [
      "inferred",
      [{ ...answers, basis: "inferred" }],
      ["[answered in line 2]", "[answers line 1 (inferred)]"],
    ],
    [
      "lines with the same grounds together",
      [
        { ...answers, from: "a3" },
        { ...answers, from: "a3", to: "a2" },
      ],
      ["[answered in line 3]", "[answered in line 3]", '[answers lines 1, 2 ("In reply")]'],
    ],
    ["disputes", [{ ...answers, type: "disputes" }], ['[disputes line 1 ("In reply")]']],
    [
      "repeats",
      [{ ...answers, type: "repeats", basis: "inferred" }],
      ["[repeats line 1 (inferred)]"],
    ],
    ["refers-to", [{ ...answers, type: "refers-to", to: "e2" }], ["[refers to reporters]"]],
    ["reported-through shows by its place", [{ ...answers, type: "reported-through" }], []],
    ["what is not in the record is left out", [{ ...answers, to: "a9" }], []],
  ])("%s", (_, relations, shown) => {
    expect(notes(render([CLAIM, REPLY, MORE], { relations }))).toEqual(shown);
  });
});
