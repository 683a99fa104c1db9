export interface DownloadSettings {
  /** More than so many bytes is an error: an answer that is not the file cannot fill the memory. */
  readonly limitBytes: number;
  /** Give up when nothing has come for so long. */
  readonly stallMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** The body of a GET. Throws an Error with a reason to print, or the caller's abort reason. */
export async function download(url: string, settings: DownloadSettings): Promise<Uint8Array> {
  const watch = stallWatch(settings.stallMs);
  const signal = AbortSignal.any([watch.signal, ...(settings.signal ? [settings.signal] : [])]);
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw new Error(`HTTP ${response.status}`);
    }
    return await bodyBytes(response.body, settings.limitBytes, watch.restart);
  } catch (error) {
    settings.signal?.throwIfAborted();
    if (watch.signal.aborted) throw watch.signal.reason;
    throw plainReason(error);
  } finally {
    watch.close();
  }
}

async function bodyBytes(body: AsyncIterable<Uint8Array>, limitBytes: number, onChunk: () => void) {
  const chunks: Uint8Array[] = [];
  let received = 0;
  for await (const chunk of body) {
    onChunk();
    received += chunk.length;
    if (received > limitBytes) throw new Error(`more than the ${limitBytes} bytes that the file can have`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, received);
}

function stallWatch(stallMs: number) {
  const controller = new AbortController();
  const giveUp = () => controller.abort(new Error(`nothing came for ${stallMs / 1000} s`));
  let timer = setTimeout(giveUp, stallMs);
  const close = () => clearTimeout(timer);
  const restart = () => {
    close();
    timer = setTimeout(giveUp, stallMs);
  };
  return { signal: controller.signal, restart, close };
}

/** `fetch` says only "fetch failed"; why is in its cause: in the message, or in the code where several addresses failed. */
function plainReason(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const { cause } = error;
  if (!(cause instanceof Error)) return error;
  const code = "code" in cause ? String(cause.code) : "";
  return new Error(cause.message || code || error.message, { cause: error });
}
