import { Button } from "@/ui/primitives/button";
import { DialogClose } from "@/ui/primitives/dialog";

interface LinkFooterProps {
  /** Whether the link has been made, so that only "Done" is left. */
  made: boolean;
  /** The words on the button that makes it. */
  make: string;
  busy: boolean;
}

/** The buttons of a dialog that makes a link and then shows it. */
export function LinkFooter({ made, make, busy }: LinkFooterProps) {
  if (made) {
    return (
      <Button type="submit" variant="primary">
        Done
      </Button>
    );
  }
  return (
    <>
      <DialogClose asChild>
        <Button>Cancel</Button>
      </DialogClose>
      <Button type="submit" variant="primary" busy={busy}>
        {make}
      </Button>
    </>
  );
}
