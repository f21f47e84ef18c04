/**
 * One sentence of a treebank: columns of equal length, one entry a word.
 *
 * `head` is a word index within the sentence, -1 for the root. Empty nodes are left out; of
 * multiword tokens only the words count, with `spaceAfter` false inside them.
 */
export interface TreebankSentence {
  readonly form: readonly string[];
  readonly lemma: readonly string[];
  readonly upos: readonly string[];
  readonly xpos: readonly string[];
  readonly head: readonly number[];
  readonly label: readonly string[];
  readonly spaceAfter: readonly boolean[];
  /** The MISC column as written. */
  readonly misc: readonly string[];
  /** The sentence as it stood in the text, `# text`; empty where not given. */
  readonly text: string;
  /** A paragraph or document begins here. */
  readonly startsParagraph: boolean;
  readonly startsDocument: boolean;
}

/**
 * Reads a CoNLL-U file.
 *
 * @throws Error naming the line where a row has not ten columns or a head is no number
 */
export function readConllu(content: string): TreebankSentence[] {
  const sentences: TreebankSentence[] = [];
  let current = newSentence();
  const lines = content.split(/\r?\n/);
  lines.forEach((line, at) => {
    if (line === "") {
      if (current.form.length > 0) {
        sentences.push(current);
        current = newSentence();
      }
    } else if (line.startsWith("#")) {
      readComment(current, line);
    } else {
      readRow(current, line.split("\t"), at + 1);
    }
  });
  if (current.form.length > 0) sentences.push(current);
  return sentences;
}

interface OpenSentence {
  form: string[];
  lemma: string[];
  upos: string[];
  xpos: string[];
  head: number[];
  label: string[];
  spaceAfter: boolean[];
  misc: string[];
  text: string;
  startsParagraph: boolean;
  startsDocument: boolean;
  /** Id of the last word inside the multiword token being read, and whether a space follows it. */
  multiwordEnd: number;
  multiwordSpace: boolean;
}

function newSentence(): OpenSentence {
  return {
    form: [],
    lemma: [],
    upos: [],
    xpos: [],
    head: [],
    label: [],
    spaceAfter: [],
    misc: [],
    text: "",
    startsParagraph: false,
    startsDocument: false,
    multiwordEnd: 0,
    multiwordSpace: true,
  };
}

function readComment(sentence: OpenSentence, line: string): void {
  if (line.startsWith("# text = ")) sentence.text = line.slice(9);
  else if (/^# newpar\b/.test(line)) sentence.startsParagraph = true;
  else if (/^# newdoc\b/.test(line)) sentence.startsDocument = true;
}

function readRow(sentence: OpenSentence, columns: readonly string[], line: number): void {
  if (columns.length !== 10) {
    throw new Error(`line ${line}: ${columns.length} columns instead of 10. Is this CoNLL-U?`);
  }
  const [id, form, lemma, upos, xpos, , head, label, , misc] = columns as string[];
  if (id!.includes(".")) return;
  const range = /^(\d+)-(\d+)$/.exec(id!);
  if (range) {
    sentence.multiwordEnd = Number(range[2]);
    sentence.multiwordSpace = !misc!.includes("SpaceAfter=No");
    return;
  }
  if (!/^\d+$/.test(head!)) {
    throw new Error(`line ${line}: head "${head}" is no number. Is the sentence annotated?`);
  }
  const word = Number(id);
  sentence.form.push(form!);
  sentence.lemma.push(lemma!);
  sentence.upos.push(upos!);
  sentence.xpos.push(xpos!);
  sentence.head.push(Number(head) - 1);
  sentence.label.push(label!);
  sentence.misc.push(misc!);
  sentence.spaceAfter.push(
    word < sentence.multiwordEnd
      ? false
      : word === sentence.multiwordEnd
        ? sentence.multiwordSpace
        : !misc!.includes("SpaceAfter=No"),
  );
}
