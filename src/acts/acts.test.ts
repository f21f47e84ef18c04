import { describe, expect, it } from "vitest";
import { type Known, stagesOf } from "../../test/fixtures/stages.ts";
import { DependencyTree } from "../language/index.ts";
import { statementsOf } from "../time/index.ts";
import { speechActs } from "./index.ts";

const KNOWN: readonly Known[] = [
  { word: "Tarrade", id: "tarrade", country: "XOR" },
  { word: "Lorne", id: "lorne" },
  { word: "Orvania", id: "orvania", kind: "state", country: "XOR" },
  { word: "Halvessia", id: "halvessia", kind: "state", country: "XHA" },
  { word: "reporters", id: "reporters", kind: "group" },
  { word: "council", id: "council", kind: "organisation" },
];

function actsOf(text: string) {
  const { language, parsed, relations, actors } = stagesOf(text, KNOWN);
  const statements = statementsOf(language.tokens, relations);
  return speechActs(new DependencyTree(language.tokens, parsed), statements, actors);
}

describe("by the cue", () => {
  it.each([
    ["Tarrade said the boats had left.", "assert"],
    ["Tarrade denied that anyone had been locked up.", "deny"],
    ["Tarrade warned that the ban would stay.", "warn"],
    ["Tarrade promised to publish the figures.", "promise"],
    ["Tarrade accused Halvessia of overfishing.", "accuse"],
    ["Tarrade condemned the letter as a stunt.", "criticise"],
    ["Tarrade praised the inspectors for their patience.", "praise"],
    ["Tarrade rejected the demand for access.", "reject"],
    ["Tarrade threatened to close the harbour.", "threaten"],
    ["Tarrade complained about the wording.", "complain"],
    ["Tarrade urged Halvessia to read the figures.", "request"],
    ["Tarrade demanded that the letter be withdrawn.", "demand"],
    ["Tarrade asked whether anyone had read the order.", "question"],
    ["Tarrade asked Halvessia to wait.", "request"],
    ["Tarrade called for new talks.", "request"],
    ["Tarrade called the letter late.", "assert"],
    ["Tarrade endorsed the plan of the council.", "support"],
    ["Tarrade was speaking in response to reports that 22 states signed a letter.", "report"],
    ["We would ask that the document be corrected.", "request"],
    ["According to Tarrade, the boats had left.", "assert"],
  ])("%s: %s", (text, act) => {
    expect(actsOf(text).map((one) => one.act)).toEqual([act]);
  });

  it.each([
    ["thought and not said", "Tarrade believes that prices will rise."],
    ["wanted and not said", "Tarrade wants to leave."],
    ["not done", "Tarrade did not deny that the boats had left."],
    ["not said", "Tarrade did not say how many boats had left."],
    ["not to be said", "Tarrade declined to say how many boats had left."],
    ["done under a condition", "Tarrade would reject the plan."],
    ["perhaps done", "Tarrade may reject the plan."],
  ])("near miss, %s: %s", (_, text) => {
    for (const { act } of actsOf(text)) expect(act).toBeNull();
  });
});

describe("by the content, where the cue only says that it was said", () => {
  it.each([
    ['"We urge these countries to read the figures," Tarrade said.', "request"],
    ['"We reject this letter," Tarrade said.', "reject"],
    ['"Orvania expresses strong opposition to such action," Tarrade said.', "criticise"],
    ["Orvania calls on all sides to wait, Tarrade said.", "request"],
    ["Tarrade said the letter was groundless.", "criticise"],
    ['"Will the order be reviewed?" Lorne said.', "question"],
  ])("%s: %s", (text, act) => {
    expect(actsOf(text).map((one) => one.act)).toEqual([act]);
  });

  it.each([
    ["somebody else's act", '"Halvessia rejects the order," Tarrade said.'],
    ["an act of the past", '"We rejected the letter in May," Tarrade said.'],
    ["an act not done", '"We do not reject the letter," Tarrade said.'],
    ["an act to come", '"We will condemn the letter," Tarrade said.'],
    ["a charge that is denied", "Tarrade said the letter was not groundless."],
    ["a charge of nobody's", "Tarrade said that interference is forbidden by the charter."],
  ])("near miss, %s: %s", (_, text) => {
    expect(actsOf(text)[0]!.act).toBe("assert");
  });
});

describe("who is spoken to", () => {
  it.each([
    ["Tarrade told reporters that the boats had left.", ["reporters"]],
    ["Tarrade urged Halvessia to read the figures.", ["halvessia"]],
    ["Tarrade called on Halvessia to wait.", ["halvessia"]],
    ['"We urge Halvessia to read the figures," Tarrade said.', ["halvessia"]],
  ])("%s", (text, addressee) => {
    expect(actsOf(text)[0]!.addressee).toEqual(addressee);
  });

  it.each([
    ["spoken of", "Tarrade accused Halvessia of overfishing."],
    ["the speaker", "Tarrade told himself that it was late."],
    ["nobody named", "Tarrade said that Halvessia was late."],
  ])("near miss, %s: %s", (_, text) => {
    expect(actsOf(text)[0]?.addressee ?? []).toEqual([]);
  });
});
