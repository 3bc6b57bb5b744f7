/**
 * Who wrote something. A person is named by the account id, an agent by its registered name and the job it ran for;
 * `offline`: rules answered, and no model.
 */
export type Author =
  | { kind: 'person'; id: string; name: string }
  | { kind: 'agent'; agent: string; name: string; jobId: string | null; offline?: true | undefined }
