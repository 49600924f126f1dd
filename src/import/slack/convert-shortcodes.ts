import { toEmoji } from "./to-emoji";

/** One or several without a space between; a second colon before it makes it a name in a program, `std::map::x`. */
const RUN = /(?<!:)(?::[a-z0-9_+'-]{1,64}:)+/g;
const SHORTCODE = /:([a-z0-9_+'-]{1,64}(?:::skin-tone-[2-6])?):/g;
const WORD = /[\p{L}\p{N}]/u;

/** `:tada:` as 🎉. What has no character, an emoji of the workspace's own, stays as it is. */
export function convertShortcodes(text: string): string {
  return text.replace(RUN, (run, at: number) => {
    if (isInsideWord(text, at, at + run.length)) return run;
    return run.replace(SHORTCODE, (code, name: string) => toEmoji(name) ?? code);
  });
}

/** A time, a ratio, an address: `1:100:1` is no 💯, while `done:100:` is one. */
function isInsideWord(text: string, start: number, end: number): boolean {
  return WORD.test(text.charAt(start - 1)) && WORD.test(text.charAt(end));
}
