-- A position is the one behind the last: no sequence takes part any more.
ALTER TABLE "audit_entries" ALTER COLUMN "position" DROP DEFAULT;--> statement-breakpoint
DROP SEQUENCE "audit_entries_position_seq";
