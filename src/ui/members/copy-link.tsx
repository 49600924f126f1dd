"use client";

import { Check, Copy } from "lucide-react";
import { useRef, useState } from "react";
import { copyText } from "@/ui/copy-text";
import { Button } from "@/ui/primitives/button";
import { Input } from "@/ui/primitives/input";

const byHand = (what: string) =>
  `This browser does not let pages copy. The ${what} is selected: copy it with Ctrl+C, ⌘C or its menu.`;

type Copied = "not yet" | "copied" | "by hand";

interface CopyLinkProps {
  url: string;
  label?: string;
  what?: "link" | "line";
}

/** A link to pass on. If the browser does not allow copying, the link is selected to copy by hand. */
export function CopyLink({ url, label = "Invitation link", what = "link" }: CopyLinkProps) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<Copied>("not yet");

  async function copy() {
    if (await copyText(url)) {
      setCopied("copied");
      setTimeout(() => setCopied("not yet"), 2000);
    } else {
      setCopied("by hand");
      field.current?.focus();
      field.current?.select();
    }
  }

  return (
    <div>
      <div className="flex gap-2">
        <Input
          ref={field}
          readOnly
          aria-label={label}
          value={url}
          className="font-mono text-meta"
          onFocus={(event) => event.target.select()}
        />
        <Button variant="primary" className="h-9" onClick={() => void copy()}>
          {copied === "copied" ? <Check aria-hidden /> : <Copy aria-hidden />}
          <span aria-live="polite">{copied === "copied" ? "Copied" : `Copy ${what}`}</span>
        </Button>
      </div>
      <p role="status" className="mt-2 text-ink-soft text-meta empty:hidden">
        {copied === "by hand" && byHand(what)}
      </p>
    </div>
  );
}
