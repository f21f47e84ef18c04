import fc from "fast-check";
import { expect, test } from "vitest";
import { foldWords } from "./words.ts";

test.each([
  ["“We don’t know,” she said.", "we dont know she said"],
  ["Café-owners — all 1,200 of them", "cafe owners all 1200 of them"],
  ["5% of Lorck & Sons", "5 percent of lorck and sons"],
  ["[W]e want[ed] it", "we wanted it"],
  ["wait ... no. Yes", "wait no yes"],
  ["U.S. troops", "u s troops"],
  ["𝐀 𝑩old move, İzmir", "a bold move izmir"],
  ["1.5, ½ and 2½ of it", "1.5 ½ and 2½ of it"],
  ["", ""],
  ["“…” — !", ""],
])("%s", (text, forms) => {
  expect(foldWords(text).forms.join(" ")).toBe(forms);
});

test("marks of an editor are kept beside the words", () => {
  const words = foldWords("We [all] leave … at [d]awn . . . or [...] never");
  const editor = words.forms.map((form, i) => [form, words.bracketed[i], words.before[i]]);
  expect(editor).toEqual([
    ["we", false, ""],
    ["all", true, ""],
    ["leave", false, ""],
    ["at", false, "ellipsis"],
    ["dawn", true, ""],
    ["or", false, "ellipsis"],
    ["never", false, "ellipsis"],
  ]);
});

test("the stretches of a content are read on, with a break between", () => {
  const text = '"We leave," he said, "at dawn."';
  const words = foldWords(text, [
    { start: 0, end: 11 },
    { start: 21, end: 31 },
  ]);
  expect(words.forms.join(" ")).toBe("we leave at dawn");
  expect(words.before).toEqual(["", "", "break", ""]);
});

test("every word lies in the text, in order, and folding again changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const words = foldWords(text);
      let end = 0;
      words.forms.forEach((form, i) => {
        expect(words.starts[i]).toBeGreaterThanOrEqual(end);
        end = words.ends[i]!;
        expect(end).toBeGreaterThan(words.starts[i]!);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(foldWords(form).forms.join("")).toBe(form);
      });
    }),
  );
});
