"use client";

import { type ReactNode, useId, useState } from "react";
import type { Block, Inline } from "@/lib/markdown/parse-body";
import { Button } from "@/ui/primitives/button";
import { cn } from "@/ui/primitives/cn";

/** Messages of more lines than this are folded. Much more is hidden then than the button takes. */
const MAX_LINES = 30;
const LINE_LENGTH = 90;
/** Code has no more lines than these in view. */
const MAX_CODE_LINES = 19;

/** What the user has unfolded stays so when its row comes back into view. */
const unfolded = new Set<string>();

interface FoldedBodyProps {
  body: string;
  blocks: Block[];
  children: ReactNode;
}

/** A long message. It is folded until somebody wants to read it, or prints it. */
export function FoldedBody({ body, blocks, children }: FoldedBodyProps) {
  const [isOpen, setOpen] = useState(() => unfolded.has(body));
  const id = useId();
  if (countLines(blocks) <= MAX_LINES) return children;

  function unfold(isWanted: boolean) {
    if (isWanted) unfolded.add(body);
    else unfolded.delete(body);
    setOpen(isWanted);
  }

  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- what gets the focus must be seen */}
      <div
        id={id}
        onFocus={({ target }) => target.matches(":focus-visible") && unfold(true)}
        className={cn(
          !isOpen &&
            "max-h-88 overflow-hidden [mask-image:linear-gradient(black_75%,transparent)] print:max-h-none print:[mask-image:none]",
        )}
      >
        {children}
      </div>
      <Button
        variant="link"
        size="small"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => unfold(!isOpen)}
        className="self-start print:hidden"
      >
        {isOpen ? "Show less" : "Show more"}
      </Button>
    </>
  );
}

/** About how many lines the blocks take on a wide page. */
function countLines(blocks: Block[]): number {
  return blocks.reduce((lines, block) => lines + linesOf(block), 0);
}

function linesOf(block: Block): number {
  switch (block.kind) {
    case "paragraph":
    case "heading":
      return linesOfText(block.parts);
    case "fence":
      return Math.min(MAX_CODE_LINES, block.text.split("\n").length);
    case "quote":
      return countLines(block.blocks);
    case "list":
      return block.items.reduce((lines, item) => lines + countLines(item.blocks), 0);
    case "table":
      return block.rows.length + 1;
    case "rule":
      return 1;
  }
}

function linesOfText(parts: Inline[]): number {
  const lines = textOf(parts).split("\n");
  return lines.reduce(
    (count, line) => count + Math.max(1, Math.ceil(line.length / LINE_LENGTH)),
    0,
  );
}

function textOf(parts: Inline[]): string {
  return parts
    .map((part) => {
      if ("parts" in part) return textOf(part.parts);
      return part.kind === "break" ? "\n" : "text" in part ? part.text : "@";
    })
    .join("");
}
