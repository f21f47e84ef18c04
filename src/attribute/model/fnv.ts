/** FNV-1a over the UTF-16 units of a text, its high bits folded in: a whole number below 2^32. */
export function fnv(text: string): number {
  let x = 2166136261;
  for (let i = 0; i < text.length; i++) x = Math.imul(x ^ text.charCodeAt(i), 16777619);
  return (x ^ (x >>> 15)) >>> 0;
}
