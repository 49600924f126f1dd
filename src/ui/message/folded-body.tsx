"use client";

import { type ReactNode, useId, useState } from "react";
import type { Block } from "@/lib/markdown/parse-body";
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
  if (countLines(body, blocks) <= MAX_LINES) return children;

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

/** About how many lines a body takes on a wide page. Of code no more is in view than the height of its box. */
function countLines(body: string, blocks: Block[]): number {
  const lines = body.split("\n").map(({ length }) => Math.max(1, Math.ceil(length / LINE_LENGTH)));
  const unseen = blocks.map((block) =>
    block.kind === "fence" ? Math.max(0, block.text.split("\n").length - MAX_CODE_LINES) : 0,
  );
  return sum(lines) - sum(unseen);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
