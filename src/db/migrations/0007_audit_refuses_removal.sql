CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON "audit_event" FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON "audit_event" FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER audit_receipt_no_delete BEFORE DELETE ON "audit_receipt" FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER audit_receipt_no_truncate BEFORE TRUNCATE ON "audit_receipt" FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
