import { describe, expect, it } from "vitest";
import { foldText } from "@/lib/fold-text";
import { nameKey } from "@/lib/name-key";

describe("what counts as the same text", () => {
  it.each([
    ["Café", "cafe"],
    ["U\u0308bersicht", "\u00dcbersicht"],
    ["Straße", "STRASSE"],
    ["İlker Şahin", "ilker sahin"],
    ["ISPARTA", "ısparta"],
    ["ΟΔΟΣ", "οδος"],
    ["ｶﾞﾁｬ Ｂｅｎ", "ガチャ ben"],
    ["O’Connor", "O'Connor"],
    ["مُحَمَّد", "محمد"],
    ["الكـــتاب", "الكتاب"],
    ["Ver\u00adtrag", "Vertrag"],
    ["می\u200cخواهم", "میخواهم"],
    ["Zoë  Müller ", "zoe muller"],
    ["ὁδός", "οδοσ"],
    ["Ærø", "aero"],
    ["Œuvre", "oeuvre"],
    ["Łódź", "lodz"],
    ["Đặng", "dang"],
    ["שָׂרָה", "שרה"],
    ["а҃зъ", "азъ"],
    ["هٰذَا قُرْآنٗ", "هذا قران"],
    ["رَسُولُ ٱللَّهِۖ ﷺؐ", "رسول ٱلله ﷺ"],
  ])("%s is %s", (one, other) => {
    expect(foldText(one)).toBe(foldText(other));
  });

  it.each([
    ["हिन्दी", "हन्द"],
    ["Ben", "Bea"],
    ["が", "か"],
    ["パ", "ハ"],
    ["कि", "की"],
  ])("%s is not %s", (one, other) => {
    expect(foldText(one)).not.toBe(foldText(other));
  });
});

describe("what counts as one name", () => {
  it.each([
    ["Büro", "bu\u0308ro"],
    ["a  b ", "A\u00a0b"],
    ["plan\u00ad", "plan"],
    ["ｐｌａｎ", "plan"],
    ["İstanbul", "istanbul"],
    ["q\u0307\u0323", "q\u0323\u0307"],
    ["a\u200b b", "a b"],
    ["caf\u0065\u034f\u0301", "café"],
  ])("%j is %j", (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  it.each([
    ["Büro", "Buro"],
    ["Straße", "Strasse"],
    ["a b", "ab"],
  ])("%s is not %s", (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other));
  });
});
