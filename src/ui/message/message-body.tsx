"use client";

import { memo } from "react";
import { cn } from "@/ui/primitives/cn";
import { type Block, parseBody } from "@/lib/markdown/parse-body";
import { ByGuest, Parts, Quoted } from "./inline-parts";
import { FoldedBody } from "./folded-body";
import { CodeBlock, ListBlock, TableBlock } from "./lazy-parts";
import { isOnlyEmoji } from "./only-emoji";

interface MessageBodyProps {
  body: string;
  /** Whether a guest wrote it. `@channel` from a guest notifies nobody. */
  byGuest: boolean;
  /** Whether to show that it was edited. */
  edited?: boolean;
}

/** A message body as our own elements. HTML that somebody wrote is never put into the page. */
export const MessageBody = memo(function MessageBody(props: MessageBodyProps) {
  const { body, byGuest, edited } = props;
  const blocks = parseBody(body);
  const last = blocks.at(-1);
  const inLine = last?.kind === "paragraph" || last?.kind === "heading";
  return (
    // Marks that are stacked on a letter reach no further than the space around the message.
    <div className="-my-1 flex flex-col gap-1.5 py-1 text-message [overflow-wrap:anywhere] [overflow-y:clip]">
      <FoldedBody body={body} blocks={blocks}>
        <div className={cn("flex flex-col gap-1.5", isOnlyEmoji(blocks) && "text-[2rem]/10")}>
          <ByGuest value={byGuest}>
            {blocks.map((block, index) => (
              <BlockPart key={index} block={block}>
                {edited && inLine && block === last && <EditedMark />}
              </BlockPart>
            ))}
          </ByGuest>
        </div>
      </FoldedBody>
      {edited && !inLine && (
        <p className="-mt-1">
          <EditedMark />
        </p>
      )}
    </div>
  );
});

interface BlockPartProps {
  block: Block;
  /** Whether the block is in a quote or a list, which sets the text direction for everything in it. */
  inner?: boolean;
  children?: React.ReactNode;
}

/**
 * Each block takes its text direction from its first words. Blocks in a quote or a list set none: `dir="auto"` on the
 * outer element ignores text in elements that set their own.
 */
function BlockPart({ block, inner, children }: BlockPartProps) {
  const dir = inner ? undefined : "auto";
  switch (block.kind) {
    case "fence":
      return <CodeBlock text={block.text} language={block.language} />;
    case "quote":
      return (
        <blockquote
          dir={dir}
          className="flex flex-col gap-1.5 border-line-strong/60 border-s-[3px] ps-3 text-ink-soft"
        >
          <Quoted value>
            <Blocks blocks={block.blocks} />
          </Quoted>
        </blockquote>
      );
    case "rule":
      return <hr className="my-1 border-line-strong/60" />;
    case "list":
      return (
        <ListBlock block={block} dir={dir}>
          {(item) => <Blocks blocks={item} />}
        </ListBlock>
      );
    case "table":
      return <TableBlock block={block} dir={dir} />;
    case "heading":
    case "paragraph":
      return (
        <p
          dir={dir}
          className={cn("whitespace-pre-wrap", block.kind === "heading" && "font-semibold")}
        >
          <Parts parts={block.parts} />
          {children}
        </p>
      );
  }
}

function Blocks({ blocks }: { blocks: Block[] }) {
  return blocks.map((block, index) => <BlockPart key={index} block={block} inner />);
}

function EditedMark() {
  return (
    <span
      className="ml-1.5 select-none font-sans text-ink-faint text-meta"
      title="Changed after it was sent"
    >
      edited
    </span>
  );
}
