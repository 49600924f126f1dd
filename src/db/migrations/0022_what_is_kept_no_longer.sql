CREATE TABLE "clearing" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE FUNCTION refuse_audit_removal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  happened timestamptz;
BEGIN
  IF TG_TABLE_NAME = 'audit_event' THEN happened := OLD.at;
  ELSE happened := (OLD.receipt ->> 'at')::timestamptz;
  END IF;
  -- What the operator keeps no longer may go, in a transaction that says so; what is younger never does.
  IF current_setting('gatehouse.clears_record', true) = 'yes' AND happened < now() - interval '30 days' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the audit log is append-only';
END
$$;
--> statement-breakpoint
DROP TRIGGER audit_event_no_delete ON "audit_event";
--> statement-breakpoint
CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON "audit_event" FOR EACH ROW EXECUTE FUNCTION refuse_audit_removal();
--> statement-breakpoint
DROP TRIGGER audit_receipt_no_delete ON "audit_receipt";
--> statement-breakpoint
CREATE TRIGGER audit_receipt_no_delete BEFORE DELETE ON "audit_receipt" FOR EACH ROW EXECUTE FUNCTION refuse_audit_removal();
