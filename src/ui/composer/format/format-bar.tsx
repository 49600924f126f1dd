"use client";

import {
  Bold,
  Code,
  Italic,
  Link,
  List,
  ListOrdered,
  type LucideIcon,
  SquareCode,
  Strikethrough,
  TextQuote,
} from "lucide-react";
import { type KeyboardEvent, type RefObject, useState } from "react";
import { IconButton } from "@/ui/primitives/icon-button";
import { isApple } from "@/ui/switcher/keys";
import { type Format, formatText } from "./format-text";

const BUTTONS: [Format, string, LucideIcon, keys?: string][] = [
  ["bold", "Bold", Bold, "B"],
  ["italic", "Italic", Italic, "I"],
  ["strike", "Strikethrough", Strikethrough, "Shift + X"],
  ["link", "Link", Link],
  ["bullets", "List", List],
  ["numbers", "Numbered list", ListOrdered],
  ["quote", "Quote", TextQuote],
  ["code", "Code", Code, "E"],
  ["fence", "Block of code", SquareCode],
];

interface FormatBarProps {
  id: string;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** Buttons that put Markdown around what is selected in the field. The bar is one stop of the Tab key. */
export function FormatBar({ id, field }: FormatBarProps) {
  const [at, setAt] = useState(0);
  const control = isApple() ? "⌘" : "Ctrl";

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const last = BUTTONS.length - 1;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + BUTTONS.length) % BUTTONS.length;
    setAt(next);
    event.currentTarget.querySelectorAll("button")[next]?.focus();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- one of its buttons always has the focus stop
    <div
      id={id}
      role="toolbar"
      aria-label="Formatting"
      onKeyDown={onKeyDown}
      className="flex overflow-x-auto px-1.5 pt-1.5"
    >
      {BUTTONS.map(([format, label, Icon, keys], index) => (
        <IconButton
          key={format}
          label={keys ? `${label} (${control} + ${keys})` : label}
          aria-label={label}
          size="small"
          tabIndex={index === at ? 0 : -1}
          onFocus={() => setAt(index)}
          // The field keeps the focus and the selection.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => field.current && formatText(field.current, format)}
        >
          <Icon />
        </IconButton>
      ))}
    </div>
  );
}
