CREATE TABLE "scan_leases" (
	"chain_id" bigint NOT NULL,
	"subject" text NOT NULL,
	"holder" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "scan_leases_chain_id_subject_pk" PRIMARY KEY("chain_id","subject")
);
--> statement-breakpoint
ALTER TABLE "timelocks" ADD COLUMN "roles" text;