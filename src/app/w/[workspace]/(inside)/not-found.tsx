import { NotFoundPage } from "@/ui/shell/not-found-page";

/** The sidebar stays, and with it the connection, which may hear of another role. */
export default function NotFound() {
  return <NotFoundPage />;
}
