"use client";

import { late } from "@/ui/primitives/late";

const CodeCopy = late(async () => (await import("./code-copy")).CodeCopy);
const CodeColours = late(async () => (await import("./code-colours")).CodeColours);

interface CodeBlockProps {
  text: string;
  /** The word after the fence, such as `js`; empty if there is none. */
  language: string;
}

/** A block of code. Its colours and its button are loaded when the first one is shown. */
export function CodeBlock({ text, language }: CodeBlockProps) {
  return (
    <div className="group/code relative max-w-full">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrollable box must be reachable by keyboard */}
      <pre
        tabIndex={0}
        className="max-h-96 max-w-full overflow-auto rounded-md border bg-panel px-3 py-2 font-mono text-[13px]/5 [overflow-wrap:normal] print:max-h-none print:whitespace-pre-wrap"
      >
        {language !== "" && (
          <span className="mb-1 block select-none text-ink-faint text-meta">{language}</span>
        )}
        <code>
          {language === "" ? text : <CodeColours {...{ text, language }} quiet waiting={text} />}
        </code>
      </pre>
      <CodeCopy text={text} quiet />
    </div>
  );
}
