import type { BlockKind } from "./document.ts";

/*
 * The record of one document as it is written out: the contract `onrecord/1`. The JSON Schema in
 * schema/ is generated from this file (`npm run schema`), doc comments included.
 */

/**
 * `[start, end)` in UTF-16 code units of `text`; `text.slice(start, end)` is the evidence.
 * @minItems 2
 * @maxItems 2
 */
export type SpanPair = readonly [start: Offset, end: Offset];

/**
 * @asType integer
 * @minimum 0
 */
export type Offset = number;

/**
 * An ISO 8601 date or time, as precise as what it was read from.
 * @pattern ^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$
 */
export type DateText = string;

/** One document on the record. What is unknown is `null` or an empty list, never guessed. */
export interface DocumentRecord {
  readonly schema: "onrecord/1";
  /** The id the input gave, else the first 16 hexadecimal digits of the SHA-256. */
  readonly id: string;
  readonly offsets: "utf16";
  /** The text every span points into. Never altered. */
  readonly text: string;
  readonly document: DocumentMetadata;
  /** In text order, without overlaps. */
  readonly blocks: readonly RecordedBlock[];
  /** Runs of text → offset in the decoded source file. Absent when they are the same. */
  readonly sourceMap?: readonly SourceMapRun[];
  /** Where the pages of a paged source begin in the text. Absent for a source without pages. */
  readonly pages?: readonly PageStart[];
  /** In text order of their first span. */
  readonly attributions: readonly Attribution[];
  /** Body sentences that no attribution covers: the outlet's own voice. In text order. */
  readonly ownVoice: readonly OwnVoice[];
  readonly entities: readonly Entity[];
  readonly occasions: readonly Occasion[];
  readonly times: readonly TimeExpression[];
  readonly events: readonly Event[];
  readonly relations: readonly Relation[];
  readonly lists: readonly NameList[];
}

/**
 * Where the text came from. `null` is unknown.
 */
export interface DocumentMetadata {
  readonly title: string | null;
  readonly outlet: string | null;
  readonly byline: readonly string[];
  readonly published: DateText | null;
  readonly updated: DateText | null;
  /** ISO 639-1. */
  readonly language: string | null;
  readonly genre: string | null;
  readonly url: string | null;
  /** The path as the user gave it. */
  readonly file: string | null;
  /** Where in a file of many documents this one stands. Absent for a whole file. */
  readonly part?: string;
  /**
   * Of the file's bytes, or of the part's own; for a line of NDJSON, of its text in UTF-8.
   * @pattern ^[0-9a-f]{64}$
   */
  readonly sha256: string;
}

export interface RecordedBlock {
  readonly kind: BlockKind;
  readonly span: SpanPair;
}

/**
 * `[text offset, source offset, length]`.
 * @minItems 3
 * @maxItems 3
 */
export type SourceMapRun = readonly [at: Offset, from: Offset, length: Offset];

/**
 * `[text offset, page]`: from here to the next, the text stands on this page of the source.
 * @minItems 2
 * @maxItems 2
 */
export type PageStart = readonly [at: Offset, page: PageNumber];

/**
 * Counted from 1, whatever number is printed on the page.
 * @asType integer
 * @minimum 1
 */
export type PageNumber = number;

/** Somebody is reported to have said, written or thought something. */
export interface Attribution {
  readonly id: string;
  /**
   * `direct`: every word of the content stands in quotation marks, or is a turn of a transcript;
   * `indirect`: none; else `mixed`.
   */
  readonly kind: AttributionKind;
  /** Who it is credited to, in the text's words. Empty: the text names no source. */
  readonly source: readonly SpanPair[];
  /**
   * The words that link source and content; the colon in headlines and transcripts, the dash of a
   * signed quotation (`"…" - Maud Esteren`). Empty where the layout alone links them.
   */
  readonly cue: readonly SpanPair[];
  /**
   * What is credited; several spans where the cue breaks it.
   * @minItems 1
   */
  readonly content: readonly SpanPair[];
  /** Id of the entity the source is, `null` where it could not be told. */
  readonly sourceEntity: string | null;
  readonly sourceType: SourceType;
  /** Id of the entity the source speaks for. */
  readonly onBehalfOf: string | null;
  /** By the cue, or by the content where the cue only says that it was said. */
  readonly act: SpeechAct | null;
  /** Ids of the entities spoken to. */
  readonly addressee: readonly string[];
  /** What the text says of when it was said; never the date of publication alone. */
  readonly saidAt: TimeExpression | null;
  /** Id of the occasion. */
  readonly occasion: string | null;
  /** Id of the attribution whose content holds this one. */
  readonly within: string | null;
  readonly confidence: Confidence;
  /** The rule or model that found it, with its version. */
  readonly by: string;
}

export type AttributionKind = "direct" | "mixed" | "indirect";

export type SourceType = "named" | "unnamed" | "group" | "document" | "outlet" | "none";

export type SpeechAct =
  | "assert"
  | "deny"
  | "report"
  | "question"
  | "request"
  | "demand"
  | "criticise"
  | "accuse"
  | "complain"
  | "reject"
  | "threaten"
  | "warn"
  | "promise"
  | "praise"
  | "support"
  | "apologise";

/**
 * How often entries made this way were right where it was measured (docs/evaluation.md).
 * @minimum 0
 * @maximum 1
 */
export type Confidence = number;

export interface OwnVoice {
  readonly span: SpanPair;
}

/** Somebody or something that the text names or describes. */
export interface Entity {
  readonly id: string;
  /** The fullest name the text gives; for an unnamed one, the text's own words. */
  readonly name: string;
  /** `null` where it could not be told. */
  readonly kind: EntityKind | null;
  /** `false` where the text gives a description only ("about 22 countries", "officials"). */
  readonly named: boolean;
  /** ISO 3166-1 alpha-3, or the code of the user's place file. */
  readonly country: string | null;
  readonly sector: string | null;
  readonly count: number | null;
  /** The text gives the count roughly: "about 22 countries". Absent where it does not. */
  readonly approximate?: true;
  readonly roles: readonly Role[];
  /** In text order. */
  readonly mentions: readonly SpanPair[];
}

export type EntityKind =
  | "person"
  | "state"
  | "organisation"
  | "group"
  | "place"
  | "document"
  | "outlet";

export interface Role {
  readonly text: string;
  readonly span: SpanPair;
}

/** Where something was said: a press conference, a meeting. */
export interface Occasion {
  readonly id: string;
  readonly kind: string;
  readonly span: SpanPair;
  readonly place: string | null;
  readonly date: TimeExpression | null;
}

/** From when to when; both ends belong to it. */
export interface TimeExpression {
  /** The words; `null` where none stand in the text. */
  readonly span: SpanPair | null;
  readonly from: DateText | null;
  readonly to: DateText | null;
  /** `open`: only one end is known. */
  readonly precision: "minute" | "day" | "month" | "year" | "open";
  /**
   * `stated`: the words say it all; `published`: the document's own date; `inferred`: both
   * together. `null`: it could not be told, and `from` and `to` are `null`.
   */
  readonly basis: "stated" | "published" | "inferred" | null;
}

export interface Event {
  readonly id: string;
  readonly source: string | null;
  readonly target: string | null;
  readonly sourceCode: string | null;
  readonly targetCode: string | null;
  readonly plover: string | null;
  readonly mode: string | null;
  readonly code: string | null;
  readonly contexts: readonly string[];
  readonly status: "happened" | "announced" | "asked" | "denied" | "hypothetical";
  readonly spans: {
    readonly source: readonly SpanPair[];
    readonly target: readonly SpanPair[];
    readonly trigger: readonly SpanPair[];
    readonly place: readonly SpanPair[];
    readonly time: readonly SpanPair[];
  };
  readonly date: TimeExpression | null;
  readonly place: string | null;
  /** Id of an attribution, or `"outlet"`. */
  readonly accordingTo: string;
  readonly confidence: Confidence;
  readonly by: string;
}

/** Between two entries of the record. */
export interface Relation {
  readonly type:
    | "answers"
    | "refers-to"
    | "same-event"
    | "repeats"
    | "disputes"
    | "reported-through";
  /** Id of an attribution or event. */
  readonly from: string;
  /** Id of an attribution or event, or of the entity that is a document. */
  readonly to: string;
  readonly basis: "stated" | "inferred";
  readonly evidence: readonly SpanPair[];
}

export interface NameList {
  readonly kind: "signatories";
  readonly document: string | null;
  readonly entities: readonly string[];
  readonly statedCount: number | null;
  readonly spans: readonly SpanPair[];
}

/** What a line of NDJSON becomes when its document could not be read. */
export interface ErrorRecord {
  readonly id: string | null;
  readonly error: { readonly code: string; readonly message: string };
}
