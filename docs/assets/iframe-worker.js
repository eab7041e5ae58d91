// The search of a copy that is opened from the file system: browsers start no worker there, so a hidden frame does its work.
// Only the offline variant loads this file; on a server it does nothing.

(function () {
  "use strict";

  if (location.protocol !== "file:") return;

  const FRAME = `<!doctype html><script>
    postMessage = (data) => parent.postMessage(data, "*");
    importScripts = (...addresses) => addresses.reduce((before, address) => before.then(() => new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = failed;
      document.body.append(script);
    })), Promise.resolve());
  <\/script><body></body>`;

  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.title = "search";
      document.body.append(frame);
      this.inside = frame.contentWindow;
      this.inside.document.open();
      this.inside.document.write(FRAME);
      this.inside.document.close();
      this.ready = this.inside.importScripts(new URL(address, location.href).href);
      addEventListener("message", (event) => {
        if (event.source !== this.inside) return;
        const message = new MessageEvent("message", { data: event.data });
        if (this.onmessage) this.onmessage(message);
        this.dispatchEvent(message);
      });
    }

    postMessage(data) {
      this.ready.then(() => this.inside.dispatchEvent(new this.inside.MessageEvent("message", { data })));
    }

    terminate() {
      this.inside.frameElement.remove();
    }
  };
})();
