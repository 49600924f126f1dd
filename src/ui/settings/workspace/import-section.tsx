"use client";

import { Upload } from "lucide-react";
import { useRef, useState } from "react";
import type { ImportCounts } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { Alert } from "@/ui/primitives/alert";
import { Section } from "@/ui/settings/section";
import { useAction } from "@/ui/use-action";
import { ImportOutcome, ImportProgress } from "./import-progress";
import { sendImport } from "./send-import";

/** Imports a Slack export: shows its progress, then what was imported. */
export function ImportSection({ slug }: { slug: string }) {
  const picker = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState(0);
  const [counts, setCounts] = useState<ImportCounts | null>(null);
  const { run, busy, failure } = useAction(async (file: File) => {
    setShare(0);
    setCounts(null);
    setCounts(await sendImport(slug, file, setShare));
  });
  return (
    <Section title="Import" lead="Owners only.">
      <input
        ref={picker}
        type="file"
        accept=".zip,application/zip"
        hidden
        aria-label="Slack export"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) void run(file);
          currentTarget.value = "";
        }}
      />
      <Button busy={busy} onClick={() => picker.current?.click()}>
        <Upload aria-hidden />
        Import a Slack export
      </Button>
      <p className="mt-2 text-pretty text-ink-faint text-meta">
        The ZIP that Slack gives you, as it is: public channels, private ones where they are in it,
        and what was said there. Members are recognised by e-mail, everybody else stays a name.
        Direct messages and the files themselves are left out, and whatever else cannot be brought
        in is listed at the end. Importing again brings in only what is new.
      </p>
      {busy && <ImportProgress share={share} />}
      {counts && <ImportOutcome counts={counts} />}
      {failure && <Alert className="mt-3">{failure.message}</Alert>}
    </Section>
  );
}
