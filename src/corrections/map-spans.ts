import type { SpanPair } from "../document/index.ts";
import { isAddress } from "./address.ts";

/**
 * A value of the log with every span in it moved, those in addresses too, and every other text
 * treated. Spans are told by their form: nothing else there is a list of two whole numbers.
 */
export function mapSpans<T>(
  value: T,
  move: (span: SpanPair) => SpanPair,
  treat: (text: string) => string = (text) => text,
): T {
  return mapped(value, move, treat) as T;
}

function mapped(
  value: unknown,
  move: (span: SpanPair) => SpanPair,
  treat: (text: string) => string,
): unknown {
  if (typeof value === "string") return isAddress(value) ? mapAddress(value, move) : treat(value);
  if (Array.isArray(value)) {
    if (value.length === 2 && value.every(Number.isInteger)) return move(value as never);
    return value.map((one) => mapped(one, move, treat));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, mapped(one, move, treat)]),
  );
}

/** The address of an entry with its spans moved. */
export function mapAddress(address: string, move: (span: SpanPair) => SpanPair): string {
  return address.replace(/(\d+)-(\d+)/g, (_all, start, end) =>
    move([Number(start), Number(end)]).join("-"),
  );
}
