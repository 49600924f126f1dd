import { describe, expect, it } from "vitest";
import {
  hasUnneededInvisible,
  hasVisible,
  normalizeLine,
  removeUnneededInvisible,
} from "@/lib/visible-text";
import { cleanName } from "@/core/files/clean-name";
import { newChannelInput, newMessageInput, uploadQuery } from "@/lib/inputs/chat";
import { personName } from "@/lib/inputs/parts";
import { editMessageInput } from "@/lib/socket-events";
import { coreTime } from "../support/core-time";

/** Names as people write them, with what their script needs. */
const GOOD: [name: string, what: string][] = [
  ["Olga Owner", "Latin"],
  ["Zoë O’Brien-Łukasiewicz", "Latin with marks and signs"],
  ["Zoe\u0308 Andre\u0301", "decomposed"],
  ["Nguyễn Thị Ánh", "Vietnamese"],
  ["Ольга Ёлкина", "Cyrillic"],
  ["Ελένη Παπαδοπούλου", "Greek"],
  ["დავით კაპანაძე", "Georgian"],
  ["Արմեն", "Armenian"],
  ["שָׂרָה כֹּהֵן", "Hebrew with points"],
  ["محمد الأمين", "Arabic"],
  ["مُحَمَّد", "Arabic with vowels"],
  ["علی\u200Cرضا", "Persian with a ZWNJ"],
  ["مهدی\u200Cیار نیک\u200Cپور", "Persian, twice"],
  ["ܐܒܪܗܡ", "Syriac"],
  ["शर्मा", "Hindi"],
  ["क्\u200Dष", "Hindi with a ZWJ"],
  ["राजेश्\u200Dवर", "Hindi with a ZWJ in a word"],
  ["दर्\u200Dया", "Marathi eyelash ra"],
  ["ರಾಜ್\u200Cಕುಮಾರ್", "Kannada with a ZWNJ"],
  ["సచిన్\u200C", "Telugu that ends with one"],
  ["র\u200D্যাচেল", "Bengali, the joiner before the virama"],
  ["ശ്രീജിത്ത് വര്\u200D", "Malayalam with an old chillu"],
  ["ශ්\u200Dරී", "Sinhala"],
  ["ကျော်စွာ", "Myanmar"],
  ["សុខា ស្រី", "Khmer"],
  ["สมชาย", "Thai"],
  ["བསྟན་འཛིན", "Tibetan"],
  ["ᠪᠠᠶᠠᠷᠮ\u180Eᠠ", "Mongolian with a vowel separator"],
  ["ᠰᠠᠶᠢᠨ\u180B", "Mongolian with a variation"],
  ["𞤀𞤣𞤤𞤢𞤥", "Adlam"],
  ["김민준", "Korean"],
  ["山田太郎", "Japanese"],
  ["葛\u{E0100}城", "Japanese with a variant of a character"],
  ["葛\uFE00", "Chinese with a standard variant"],
  ["李小龍", "Chinese"],
  ["𠮷野家", "beyond the basic plane"],
  ["አበበ", "Ethiopic"],
  ["Mia 👩\u200D👩\u200D👧\u200D👦", "a family"],
  ["Mia 👩🏽\u200D🚀", "with a colour"],
  ["Mia 🏳\uFE0F\u200D🌈", "a flag made of two"],
  ["Mia 🏳\u200D🌈", "the same without its selector"],
  ["Mia 🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}", "Scotland"],
  ["Mia 🇩🇪", "Germany"],
  ["Number 1\uFE0F\u20E3", "a keycap"],
  ["I ❤\uFE0F NY", "a heart with a selector"],
  ["❤", "a heart without"],
  ["🌸", "nothing but a flower"],
  ["\u0600١٢", "an Arabic sign that counts as a format"],
  ['J.R.R. (Bob) "B" 3rd', "signs"],
];

const NEEDLESS: [name: string, what: string][] = [
  ["Olga\u200B Owner", "zero width space"],
  ["Ol\u200Cga", "ZWNJ between Latin letters"],
  ["Ol\u200Dga", "ZWJ between Latin letters"],
  ["Olga\u2060", "word joiner"],
  ["\uFEFFOlga", "byte order mark"],
  ["Ol\u00ADga", "soft hyphen"],
  ["Olga\u034F", "grapheme joiner"],
  ["Olga\u180E", "Mongolian separator after Latin"],
  ["Olga\u3164", "Hangul filler"],
  ["Olga\uFFA0", "its half width"],
  ["\u115FOlga", "Hangul initial filler"],
  ["Olga\u1160", "Hangul vowel filler"],
  ["Olga\u2800Owner", "blank of Braille"],
  ["Olga\u{1D159}", "blank of music"],
  ["Olga\uFFFC", "stand-in for an object"],
  ["Olga\uFE0F", "selector after a letter"],
  ["Olga 1\uFE0F", "selector after a digit"],
  ["❤\uFE0F\uFE0F", "one selector too many"],
  ["Olga\u{E0100}", "variant of a letter that has none"],
  ["Olga\u{E0041}", "a tag"],
  ["🌸\u{E0041}\u{E007F}", "a tag after a flower"],
  ["🌸\u200D", "a joiner with nothing after it"],
  ["Olga\u202Erenwo", "right to left override"],
  ["\u2066Olga\u2069", "isolates"],
  ["Olga\u200E", "left to right mark"],
  ["Olga\u200F", "right to left mark"],
  ["Olga\u061C", "Arabic letter mark"],
  ["Olga\u2028Owner", "line separator"],
  ["Olga\u0007", "bell"],
  ["Olga\nOwner", "line end"],
  ["Olga\uD800", "half a character"],
  ["علی\u200C", "ZWNJ with nothing to part"],
  ["علی\u200C\u200Cرضا", "two where one would do"],
  ["नम\u200Dन", "ZWJ where no vowel is taken"],
  ["\u2065Olga", "not assigned, to be ignored"],
  ["ក\u17B4", "vowel that is not written"],
];

const BLANK = [
  "",
  " ",
  "\u00A0\u2003\u3000",
  "\u200B",
  "\u3164",
  "\u2800",
  "\u115F\u1160",
  "\uFFA0",
  "\u0301",
];

describe("what can be seen of a text", () => {
  it.each(GOOD)("%s is whole (%s)", (name) => {
    expect([hasVisible(name), hasUnneededInvisible(name), removeUnneededInvisible(name)]).toEqual([
      true,
      false,
      name,
    ]);
    expect(hasUnneededInvisible(normalizeLine(name))).toBe(false);
  });

  it.each(NEEDLESS)("%j has what is not needed (%s)", (name) => {
    expect(hasUnneededInvisible(name)).toBe(true);
    const cleaned = removeUnneededInvisible(name);
    expect([hasUnneededInvisible(cleaned), hasVisible(cleaned)]).toEqual([false, true]);
  });

  it.each(BLANK)("%j shows nothing", (text) => {
    expect(hasVisible(text)).toBe(false);
  });

  it("is written as one line in one way", () => {
    expect(normalizeLine("\u00A0 Zoe\u0308 \u3000\u2003 Owner\u0085 ")).toBe("Zoë Owner");
    expect(normalizeLine("Olga\nOwner")).toBe("Olga\nOwner");
  });

  it("takes no time, however much of it there is", () => {
    for (const part of [
      "क्\u200D",
      "\u0301",
      "ي\u200C",
      "👩\u200D",
      "\u0300\u094D\u200D",
      "1\uFE0F",
    ]) {
      const tookMs = coreTime(() => removeUnneededInvisible(part.repeat(10_000)));
      expect([part, tookMs < 500]).toEqual([part, true]);
    }
  });
});

describe("what people send", () => {
  const isTaken = (text: string) => ({
    message: newMessageInput.safeParse({ body: text }).success,
    edit: editMessageInput.safeParse({ messageId: "id", body: text }).success,
    file: uploadQuery.safeParse({ name: text }).success,
    channel: newChannelInput.safeParse({ name: text, visibility: "public" }).success,
    person: personName.safeParse(text).success,
  });
  const all = (taken: boolean) => ({
    message: taken,
    edit: taken,
    file: taken,
    channel: taken,
    person: taken,
  });

  it.each(BLANK)("is refused if it shows nothing: %j", (text) => {
    expect(isTaken(text)).toEqual(all(false));
  });

  it.each(NEEDLESS)("has nothing hidden in a name, and what it has in a message: %j", (name) => {
    const { channel, person, file } = isTaken(name);
    expect({ channel, person, file }).toEqual({ channel: false, person: false, file: true });
    expect(hasUnneededInvisible(cleanName(name))).toBe(false);
  });

  it("is whole, and as long as the database counts", () => {
    expect(isTaken("❤\uFE0F")).toEqual(all(true));
    for (const body of ["a\0", "a\ud800", "😀".repeat(5_001)]) {
      expect(isTaken(body)).toMatchObject({ message: false, edit: false });
    }
    expect(isTaken("😀".repeat(5_000))).toMatchObject({ message: true, edit: true });
  });

  it.each(["\u200b.\u3164", "a/\u200b", "\u2800.."])(
    "is refused as a file's name if it shows only its folders and dots: %j",
    (name) => {
      expect(isTaken(name)).toMatchObject({ file: false });
    },
  );

  it("keeps of a file's name what is after its folders, and gives it one if nothing is left", () => {
    expect(["a/b\\c.png", "../..", "\u202e...", "می\u200cخواهم.pdf"].map(cleanName)).toEqual([
      "c.png",
      "file",
      "file",
      "می\u200cخواهم.pdf",
    ]);
  });
});
