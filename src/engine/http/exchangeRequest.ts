import type { HeaderField } from '../../protocol/feed.ts';
import type { RequestPurpose } from '../../protocol/request.ts';

/** A request to be made. */
export interface ExchangeRequest {
  readonly purpose: RequestPurpose;
  readonly httpMethod: string;
  readonly url: URL;
  /** What is asked for where the user's headers do not say. */
  readonly accept: string;
  /** The user's, and what the method adds: they win over the defaults. */
  readonly headers: readonly HeaderField[];
  readonly body: string | null;
  /** Whether content codings are offered. */
  readonly isCompressed: boolean;
}
