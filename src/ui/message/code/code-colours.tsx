"use client";

import { useMemo } from "react";
import { type Colour, paintCode } from "./paint-code";

const COLOURS: Record<Colour, string> = {
  keyword: "text-code-keyword",
  text: "text-code-text",
  name: "text-code-name",
  field: "text-accent-ink",
  comment: "text-ink-faint italic",
};

/** Code with colours, as elements of our own. */
export function CodeColours({ text, language }: { text: string; language: string }) {
  const painted = useMemo(() => paintCode(text, language), [text, language]);
  return (
    painted?.map(({ value, colour }, index) => (
      <span key={index} className={colour ? COLOURS[colour] : undefined}>
        {value}
      </span>
    )) ?? text
  );
}
