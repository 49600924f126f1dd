"use client";

import { type ReactNode, useId } from "react";
import { cn } from "@/ui/primitives/cn";
import type { Block, Item } from "@/lib/markdown/parse-body";

interface ListBlockProps {
  block: Extract<Block, { kind: "list" }>;
  dir: "auto" | undefined;
  children: (blocks: Block[]) => ReactNode;
}

/** A list with the numbers that were typed: nothing is counted anew. */
export function ListBlock({ block: { ordered, items }, dir, children }: ListBlockProps) {
  const Tag = ordered ? "ol" : "ul";
  const longest = Math.max(...items.map(({ sign }) => sign?.length ?? 0));
  return (
    <Tag
      dir={dir}
      className={cn(
        "nums flex list-disc flex-col gap-0.5 marker:text-ink-faint",
        longest > 3 ? "ps-9" : ordered ? "ps-7" : "ps-6",
      )}
    >
      {items.map((item, index) => (
        <ListItem key={index} item={item}>
          {children(item.blocks)}
        </ListItem>
      ))}
    </Tag>
  );
}

function ListItem({ item: { sign, checked }, children }: { item: Item; children: ReactNode }) {
  if (checked !== null) return <TaskItem checked={checked}>{children}</TaskItem>;
  return (
    <li
      value={Number.parseInt(sign ?? "", 10) || undefined}
      style={sign === null ? undefined : { listStyleType: `"${sign} "` }}
      className="ps-0.5"
    >
      <div className="flex flex-col gap-0.5">{children}</div>
    </li>
  );
}

/** A task. Whether it is done is changed by editing the message, so its box cannot be clicked. */
function TaskItem({ checked, children }: { checked: boolean; children: ReactNode }) {
  const id = useId();
  return (
    <li className="-ms-5 flex list-none items-start gap-2">
      <input
        type="checkbox"
        checked={checked}
        disabled
        aria-labelledby={id}
        className="task-box mt-[3px] size-4 shrink-0"
      />
      <div id={id} className={cn("flex min-w-0 flex-col gap-0.5", checked && "text-ink-soft")}>
        {children}
      </div>
    </li>
  );
}
