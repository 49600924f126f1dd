import { toEmoji } from "./to-emoji";

/**
 * One or several without a space between. A second colon before it makes it part of a program's name, `std::map::x`.
 */
const RUN = /(?<!:)(?::[a-z0-9_+'-]{1,64}:)+/g;
const SHORTCODE = /:([a-z0-9_+'-]{1,64}(?:::skin-tone-[2-6](?:-[2-6])?){0,2}):/g;
const WORD = /[\p{L}\p{N}]/u;

/** `:tada:` as 🎉. An emoji that the workspace made itself has no character and stays as it is. */
export function convertShortcodes(text: string): string {
  return text.replace(RUN, (run, at: number) => {
    if (isInsideWord(text, at, at + run.length)) return run;
    return run.replace(SHORTCODE, (code, name: string) => toEmoji(name) ?? code);
  });
}

/** Inside a time, a ratio or an address, as in `1:100:1`, it is no 💯, while `done:100:` is one. */
function isInsideWord(text: string, start: number, end: number): boolean {
  return WORD.test(text.charAt(start - 1)) && WORD.test(text.charAt(end));
}
