import { describe, expect, it } from "vitest";
import { looksAlike } from "@/lib/look-alike";

describe("names that look alike", () => {
  it.each([
    ["Olga Owner", "olga  OWNER"],
    ["Olga Owner", "Ólga Öwner"],
    ["Olga Owner", "Ｏｌｇａ Ｏｗｎｅｒ"],
    ["Olga Owner", "𝐎𝐥𝐠𝐚 𝐎𝐰𝐧𝐞𝐫"],
    ["Olga Owner", "Оlgа Оwnеr"],
    ["Olga Owner", "0lga 0wner"],
    ["Olga Owner", "Οlga Οwner"],
    ["Olga Owner", "OlgaOwner."],
    ["Olga Owner", "Olga\u200B Owner"],
    ["Olga Owner", "Olga Owner 🌸"],
    ["Ben", "Вen"],
    ["Ian", "lan"],
    ["Ian", "1an"],
    ["Barney", "Bamey"],
    ["William", "VVilliam"],
    ["Weiß", "WEISS"],
    ["Ольга", "ольга"],
    ["Νίκος", "νικος"],
    ["🌸", " 🌸"],
  ])("%s and %s", (one, other) => {
    expect([looksAlike(one, other), looksAlike(other, one)]).toEqual([true, true]);
  });

  it.each([
    ["Olga Owner", "Olga Ownes"],
    ["Olga", "Olga Owner"],
    ["Ольга", "Olga"],
    ["山田太郎", "山田次郎"],
    ["🌸", "🌹"],
    ["Guest 1", "Guest 2"],
  ])("not %s and %s", (one, other) => {
    expect(looksAlike(one, other)).toBe(false);
  });
});
