import { describe, expect, it } from "vitest";
import { foldText } from "@/lib/fold-text";

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
