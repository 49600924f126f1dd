"use client";

import { ScrollText } from "lucide-react";
import { useState } from "react";
import type { AuditEvent } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { Input } from "@/ui/primitives/input";
import { Notice } from "@/ui/primitives/notice";
import { PageHeader } from "@/ui/primitives/page-header";
import { Segmented } from "@/ui/primitives/segmented";
import { SkeletonRows } from "@/ui/primitives/skeleton";
import { AuditTable } from "./audit-table";
import { CATEGORIES, type Category, describeEvent, isInCategory } from "./describe-event";
import { useAudit } from "./use-audit";

/** Everything that changed who may be here, newest first. */
export function AuditPage({ slug }: { slug: string }) {
  const { page, busy, failure, loadOlder, reload } = useAudit(slug);
  const [category, setCategory] = useState<Category>("all");
  const [text, setText] = useState("");
  const shown = page?.events.filter(
    (event) => isInCategory(event, category) && matches(event, text),
  );

  return (
    <>
      <PageHeader title="Audit log">
        <Button onClick={() => void reload()} busy={busy && !page?.next}>
          Refresh
        </Button>
      </PageHeader>
      <div className="@container min-h-0 flex-1 overflow-y-auto">
        <div className="flex flex-wrap items-center gap-2 px-4 py-3 md:px-5">
          <Segmented
            label="Filter by kind"
            value={category}
            onChange={setCategory}
            options={[...CATEGORIES]}
            className="max-w-full overflow-x-auto"
          />
          <Input
            type="search"
            aria-label="Search the log"
            placeholder="Search the log"
            className="h-8 sm:ml-auto sm:w-60"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        {failure && (
          <Notice className="m-4 md:mx-5">
            {failure}{" "}
            <Button variant="link" onClick={() => void (page ? loadOlder() : reload())}>
              Try again
            </Button>
          </Notice>
        )}
        {!page && !failure && <SkeletonRows label="Loading the audit log" />}
        {shown && shown.length > 0 && <AuditTable events={shown} />}
        {page && shown?.length === 0 && <NothingHere more={page.next !== null} />}
        {page?.next && (
          <div className="flex justify-center p-5">
            <Button busy={busy} onClick={() => void loadOlder()}>
              Load older
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

function NothingHere({ more }: { more: boolean }) {
  return (
    <EmptyState icon={<ScrollText />} title="Nothing here">
      {more
        ? "None of the events loaded so far match. Older ones may."
        : "Invitations, cuts and changes of role are recorded here as they happen."}
    </EmptyState>
  );
}

function matches(event: AuditEvent, text: string): boolean {
  const { who, verb, whom } = describeEvent(event);
  const words = `${who} ${verb} ${whom ?? ""} ${event.data.reason ?? ""} ${event.action}`;
  return words.toLocaleLowerCase().includes(text.trim().toLocaleLowerCase());
}
