import type { ComponentChild } from "preact";
import { exactText } from "./exact-text.tsx";

interface SignatureProps {
  /** Who decides, as they last said. */
  readonly by: string;
  readonly why?: string;
  /** Tells the fields of several forms of a page apart. */
  readonly id: string;
}

/** Who decides, and why: nothing about the record is changed without. */
export function SignatureFields({ by, why = "", id }: SignatureProps) {
  return (
    <div class="signature">
      <div class="field">
        <label for={`why-${id}`}>Why</label>
        <input
          id={`why-${id}`}
          name="why"
          value={why}
          required
          maxLength={2000}
          autocomplete="off"
          placeholder="a note for those who read the history"
        />
      </div>
      <div class="field">
        <label for={`by-${id}`}>Your name</label>
        <input id={`by-${id}`} name="by" value={by} required maxLength={100} autocomplete="name" />
      </div>
    </div>
  );
}

/** When something was decided. */
export function When({ at }: { at: string }) {
  return <time dateTime={at}>{at.slice(0, 16).replace("T", " ")} UTC</time>;
}

/** Something that stands in the way, above a form. */
export function Notice({ children }: { children: ComponentChild }) {
  return (
    <p class="notice" role="alert">
      {typeof children === "string" ? <bdi>{exactText(children)}</bdi> : children}
    </p>
  );
}
