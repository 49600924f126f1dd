"use client";

import { createContext, Fragment, memo, useContext } from "react";
import { cn } from "@/ui/primitives/cn";
import { EVERYONE_NAME } from "@/lib/notification-text";
import { MentionPill } from "../composer/mentions/mention-pill";
import { type Block, type Inline, parseBody } from "@/lib/markdown/parse-body";

interface MessageBodyProps {
  body: string;
  /** Whether a guest wrote it. `@channel` from a guest notifies nobody. */
  byGuest: boolean;
  /** Whether to show that it was edited. */
  edited?: boolean;
}

const ByGuest = createContext(false);

/** A message body as our own elements. HTML that somebody wrote is never put into the page. */
export const MessageBody = memo(function MessageBody(props: MessageBodyProps) {
  const { body, byGuest, edited } = props;
  const blocks = parseBody(body);
  const last = blocks.at(-1);
  const inLine = last?.kind === "paragraph" || last?.kind === "heading";
  return (
    <div className="flex flex-col gap-1.5 text-message [overflow-wrap:anywhere]">
      <ByGuest value={byGuest}>
        {blocks.map((block, index) => (
          <BlockPart key={index} block={block}>
            {edited && inLine && block === last && <EditedMark />}
          </BlockPart>
        ))}
      </ByGuest>
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
      return (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrollable box must be reachable by keyboard
        <pre
          tabIndex={0}
          className="max-h-96 max-w-full overflow-auto rounded-md border bg-panel px-3 py-2 font-mono text-[13px]/5 [overflow-wrap:normal]"
        >
          <code>{block.text}</code>
        </pre>
      );
    case "quote":
      return (
        <blockquote
          dir={dir}
          className="flex flex-col gap-1.5 border-line-strong/60 border-s-[3px] ps-3 text-ink-soft"
        >
          <Blocks blocks={block.blocks} />
        </blockquote>
      );
    case "list": {
      const items = block.items.map((item, index) => (
        <li key={index} className="ps-0.5">
          <div className="flex flex-col gap-0.5">
            <Blocks blocks={item} />
          </div>
        </li>
      ));
      return block.start === null ? (
        <ul dir={dir} className="flex list-disc flex-col gap-0.5 ps-6 marker:text-ink-faint">
          {items}
        </ul>
      ) : (
        <ol
          dir={dir}
          start={block.start}
          className="nums flex list-decimal flex-col gap-0.5 ps-7 marker:text-ink-faint"
        >
          {items}
        </ol>
      );
    }
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

/** A table as wide as it needs to be. It scrolls within the message if it does not fit. */
function TableBlock({ block, dir }: { block: Extract<Block, { kind: "table" }>; dir?: "auto" }) {
  const cell = "max-w-96 border px-2 py-1 align-top";
  const side = (column: number) => ({ textAlign: block.align[column] ?? undefined });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrollable box must be reachable by keyboard
    <div role="group" aria-label="Table" tabIndex={0} className="max-w-full overflow-x-auto">
      <table dir={dir} className="nums border-collapse text-start [overflow-wrap:break-word]">
        <thead>
          <tr>
            {block.head.map((parts, column) => (
              <th key={column} scope="col" className={cn(cell, "bg-panel")} style={side(column)}>
                <Parts parts={parts} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, index) => (
            <tr key={index}>
              {row.map((parts, column) => (
                <td key={column} className={cell} style={side(column)}>
                  <Parts parts={parts} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Blocks({ blocks }: { blocks: Block[] }) {
  return blocks.map((block, index) => <BlockPart key={index} block={block} inner />);
}

function Parts({ parts }: { parts: Inline[] }) {
  return parts.map((part, index) => (
    <Fragment key={index}>
      <InlinePart part={part} />
    </Fragment>
  ));
}

function InlinePart({ part }: { part: Inline }) {
  switch (part.kind) {
    case "text":
      return part.text;
    case "break":
      return <br />;
    case "code":
      return (
        <code className="rounded border bg-panel px-1 py-px font-mono text-[0.875em]">
          {part.text}
        </code>
      );
    case "strong":
      return (
        <strong className="font-semibold">
          <Parts parts={part.parts} />
        </strong>
      );
    case "emphasis":
      return (
        <em>
          <Parts parts={part.parts} />
        </em>
      );
    case "strike":
      return (
        <s className="text-ink-soft">
          <Parts parts={part.parts} />
        </s>
      );
    case "link":
      return (
        <a
          href={part.href}
          target="_blank"
          rel="noopener noreferrer nofollow ugc"
          className="text-accent-ink underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
        >
          <Parts parts={part.parts} />
        </a>
      );
    case "person":
      return <MentionPill userId={part.userId} />;
    case "everyone":
      return <EveryonePart />;
  }
}

function EveryonePart() {
  return useContext(ByGuest) ? `@${EVERYONE_NAME}` : <MentionPill userId={null} />;
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
