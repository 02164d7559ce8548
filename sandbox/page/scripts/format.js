/** Civil time and numbers as Vietnamese readers write them. Civil time is the campaign's, never the reader's. */
import { texts } from "./texts.js";

const MINUTE = 60;
const DAY = 86400;

/** Calendar parts of an instant (seconds since 1970) at `offset` minutes east of Greenwich. */
export function civil(seconds, offset) {
  const date = new Date((seconds + offset * MINUTE) * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  };
}

const two = (number) => String(number).padStart(2, "0");

export function clockTime(seconds, offset) {
  const at = civil(seconds, offset);
  return `${two(at.hour)}:${two(at.minute)}`;
}

/** "Thứ Tư, 27/4/2022" */
export function longDate(seconds, offset) {
  const at = civil(seconds, offset);
  return `${texts.weekdays[at.weekday]}, ${at.day}/${at.month}/${at.year}`;
}

/** "Thứ Tư, 27/4": over the messages of a day */
export function shortDate(seconds, offset) {
  const at = civil(seconds, offset);
  return `${texts.weekdays[at.weekday]}, ${at.day}/${at.month}`;
}

/** A number that is the same for all instants of one civil day. */
export function dayNumber(seconds, offset) {
  return Math.floor((seconds + offset * MINUTE) / DAY);
}

/** 1008 → "1.008" */
export function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ".");
}

/** 12345 → "12 kB" */
export function fileSize(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1000000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1000000).toFixed(1).replace(".", ",")} MB`;
}

/** Two letters for the round picture of a name: the first and the last word's. */
export function initials(name) {
  const words = name.replace(/[^\p{L}\p{N}\s]/gu, " ").trim().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return "?";
  const letters = words.length === 1 ? [words[0]] : [words[0], words.at(-1)];
  return letters.map((word) => [...word][0].toLocaleUpperCase("vi")).join("");
}

/** A hue 0–359 that always stays with the same word or number. */
export function hue(key) {
  let sum = 7;
  for (const letter of String(key)) sum = (Math.imul(sum, 31) + letter.codePointAt(0)) % 9973;
  return Math.abs(sum * 47) % 360;
}
