import { memo, useMemo } from "react";
import { type Block, type Inline, parseBody } from "./parse-body";

interface MessageBodyProps {
  body: string;
  /** Says that it was changed after it was sent. */
  edited?: boolean;
}

/** What somebody wrote: text with its line breaks, code and links; never markup. */
export const MessageBody = memo(function MessageBody({ body, edited }: MessageBodyProps) {
  const blocks = useMemo(() => parseBody(body), [body]);
  const last = blocks.at(-1);
  return (
    <div className="flex flex-col gap-1.5 text-message [overflow-wrap:anywhere]">
      {blocks.map((block, index) => (
        <BlockPart key={index} block={block} edited={edited && block === last} />
      ))}
    </div>
  );
});

function BlockPart({ block, edited }: { block: Block; edited?: boolean }) {
  if (block.kind === "fence") {
    return (
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard
      <pre
        tabIndex={0}
        className="max-h-96 max-w-full overflow-auto rounded-md border bg-panel px-3 py-2 font-mono text-[13px]/5 [overflow-wrap:normal]"
      >
        <code>{block.text}</code>
        {edited && <EditedMark />}
      </pre>
    );
  }
  return (
    <p className="whitespace-pre-wrap">
      {block.parts.map((part, index) => (
        <InlinePart key={index} part={part} />
      ))}
      {edited && <EditedMark />}
    </p>
  );
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

function InlinePart({ part }: { part: Inline }) {
  if (part.kind === "text") return part.text;
  if (part.kind === "code") {
    return (
      <code className="rounded border bg-panel px-1 py-px font-mono text-[0.875em]">
        {part.text}
      </code>
    );
  }
  return (
    <a
      href={part.href}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
      className="text-accent-ink underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
    >
      {part.text}
    </a>
  );
}
