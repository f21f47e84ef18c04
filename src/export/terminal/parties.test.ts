import { describe, expect, test } from "vitest";
import { attribution, entity, record } from "../../../test/fixtures/records.ts";
import type { Attribution, Entity } from "../../document/index.ts";
import { renderRecord } from "../terminal.ts";

const TEXT = "Ada Lorne said it was late. They agreed.\nBram Ostrey said it was not.";

function render(given: { attributions: Attribution[]; entities: Entity[] }): string {
  return renderRecord(record({ text: TEXT, ...given }), { width: 100, colour: false });
}

/** Those lines of the view that begin at its left edge, without the head and the summary. */
function headings(view: string): string[] {
  const [, ...sections] = view.split("\n\n").slice(0, -1);
  return sections.flatMap((section) => section.split("\n").filter((line) => /^[^ l]/.test(line)));
}

function says(id: string, given: Partial<Attribution> = {}): Attribution {
  return attribution({ id, source: [[0, 9]], content: [[15, 26]], ...given });
}

const ORVANIA = entity({ id: "e9", name: "Orvania", kind: "state", country: "XOR" });

describe("who a source is, in the text's words; brackets mark what we add", () => {
  test.each<[string, Partial<Entity>, Partial<Attribution>]>([
    ["Ines Lorck", {}, {}],
    ["Ines Lorck · harbour master · envoy", { roles: [role("harbour master"), role("envoy")] }, {}],
    [
      "Ines Lorck · a · b · c [2 more roles]",
      { roles: ["a", "b", "c", "d", "e"].map((text) => role(text)) },
      {},
    ],
    ["Ines Lorck [speaks for Orvania]", {}, { onBehalfOf: "e9" }],
    ["Ines Lorck [speaks for Orvania]", { country: "XOR" }, { onBehalfOf: "e9" }],
    [
      "Ines Lorck · spokesperson for Orvania",
      { roles: [role("spokesperson for Orvania")] },
      { onBehalfOf: "e9" },
    ],
    [
      "Ines Lorck · Orvanian envoy [Orvania]",
      { roles: [role("Orvanian envoy")], country: "XOR" },
      {},
    ],
    ["Ines Lorck [XIL]", { country: "XIL" }, {}],
    ["Kelvane", { name: "Kelvane", kind: "state", country: "XIL" }, {}],
    ["[unnamed] A diplomat", { name: "A diplomat", named: false }, {}],
    ["[unnamed] crews [group]", { name: "crews", named: false, kind: "group" }, {}],
    [
      "[unnamed] 22 States [group of 22]",
      { name: "22 States", named: false, kind: "group", count: 22 },
      {},
    ],
    ["the letter [document]", { name: "the letter", named: false, kind: "document" }, {}],
    ["Harbour Post [outlet]", { name: "Harbour Post", kind: "outlet" }, {}],
    ["a\\u202eb", { name: "a\u202eb" }, {}],
  ])("%s", (heading, who, statement) => {
    const entities = [entity(who), ORVANIA];
    const view = render({
      entities,
      attributions: [says("a1", { sourceEntity: "e1", ...statement })],
    });
    expect(headings(view)).toEqual([heading]);
  });

  function role(text: string): Entity["roles"][number] {
    return { text, span: [0, 3] };
  }
});

test("sources stand in the order in which they first speak, each once", () => {
  const entities = [entity({ id: "e1", name: "Ada" }), entity({ id: "e2", name: "Bram" })];
  const attributions = [
    says("a1", { source: [[28, 32]] }),
    says("a2", { sourceEntity: "e2" }),
    says("a3", { source: [] }),
    says("a4", { sourceEntity: "e1" }),
    says("a5", { sourceEntity: "e2" }),
    says("a6", { sourceEntity: "e7" }),
    says("a7", { source: [], by: "attribute/marks@1" }),
  ];
  const view = render({ entities, attributions });
  expect(headings(view)).toEqual([
    "Bram",
    "Ada",
    "[source not identified] — whom these words mean is not settled",
    "[no source given]",
    "[source not read] — only quotation marks are read in this language",
  ]);
  expect(view).toContain(
    "7 statements (7 direct) by 2 sources, 2 with a source not identified, 1 with no source given, 1",
  );
});

test("who speaks only inside what others say is listed with them", () => {
  const entities = [
    entity({ id: "e1", name: "Ada" }),
    entity({ id: "e2", name: "Bram" }),
    entity({ id: "e3", name: "crews", named: false }),
  ];
  const attributions = [
    says("a1", { sourceEntity: "e1" }),
    says("a2", { sourceEntity: "e3", within: "a1" }),
    says("a3", { sourceEntity: "e2", content: [[58, 69]] }),
    says("a4", { sourceEntity: "e3", within: "a3", source: [], content: [[60, 69]] }),
    says("a5", { sourceEntity: "e1", within: "a3", source: [], content: [[60, 69]] }),
  ];
  const view = render({ entities, attributions });
  expect(headings(view)).toEqual(["Ada", "Bram", "Heard only through others"]);
  expect(view).toContain("\nAda\n      [also line 2, as told by Bram]\n");
  expect(view).toContain(
    "      [unnamed] crews [line 1, as told by Ada · line 2, as told by Bram]\n",
  );
});
