"use client";

import { Table2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/primitives/button";
import { CsvDialog } from "../csv-dialog";

/** Downloads the changes of a guest's access for spreadsheet programs, all of them or those of some days. */
export function CsvButton({ guestId }: { guestId: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Table2 aria-hidden />
        CSV
      </Button>
      {open && (
        <CsvDialog
          title="Download CSV"
          hint="Every change of their access on these days, with its receipt. Without days, all of them."
          path={`/api/admin/guest/${guestId}/report.csv`}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
