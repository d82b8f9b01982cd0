// The passphrase of a day: suggested in syllables that are easy to read, say and type on a phone.
import { random } from "./bytes.js";

const FIRST = "bdfghjklmnprstvz";
const SECOND = "aeiou";

/** Four words of two or three syllables: 10 syllables of 80, more than 63 bits. */
export function suggested() {
  return [2, 3, 2, 3].map((syllables) => Array.from({ length: syllables }, syllable).join("")).join(" ");
}

function syllable() {
  return FIRST[below(FIRST.length)] + SECOND[below(SECOND.length)];
}

/** An even choice: bytes that would favour the first few are drawn again. */
function below(limit) {
  const even = 256 - (256 % limit);
  let drawn = even;
  while (drawn >= even) [drawn] = random(1);
  return drawn % limit;
}

/** As it is used: what a keyboard adds by itself (capitals, doubled spaces) makes no other passphrase. */
export const plain = (typed) => typed.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();

/** What is wrong with one's own passphrase, in a sentence; nothing where it will do. */
export function weakness(typed, shortest) {
  const used = plain(typed);
  if (used.length < shortest) return `Make the passphrase at least ${shortest} letters long: four words will do.`;
  if (new Set(used.replace(/ /g, "")).size < 7) return "Use more different letters in the passphrase.";
  if (/connexions|passphrase|password|12345|qwert/.test(used)) return "Choose a passphrase that nobody would try first.";
  return "";
}
