/** What is to be painted. */
export interface ImageRequest {
  readonly prompt: string;
  /** Pixels that are wanted; a model paints the nearest size that it can. */
  readonly width: number;
  readonly height: number;
}

/** As the model gave it: neither checked nor encoded anew. */
export interface ModelImage {
  readonly bytes: Buffer;
}

/** A model that paints. One call is one picture; a provider's own asynchronous task is waited for inside. */
export interface ImageModel {
  readonly provider: string;
  readonly model: string;
  /** Errors as of `TextModel.write`. Pictures of more than 20 MB are refused. */
  readonly paint: (request: ImageRequest, options: { readonly signal: AbortSignal }) => Promise<ModelImage>;
}
