// Shows the application's document in Swagger UI.
(() => {
  const { segments, document: path } = document.getElementById("docs").dataset
  // The application may be mounted below a prefix, or a proxy may take one off, and the page may be asked for with a slash at its
  // end: the application's root is as many segments up as the page's own path has.
  const here = location.pathname.replace(/\/+$/, "").split("/")
  const root = here.slice(0, here.length - segments).join("/")

  if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.classList.add("dark-mode")

  const ui = SwaggerUIBundle({
    dom_id: "#docs",
    url: location.origin + root + path,
    presets: [SwaggerUIBundle.presets.apis],
    docExpansion: "list",
    deepLinking: true,
    tryItOutEnabled: true,
    displayRequestDuration: true,
    persistAuthorization: true,
    // Unset, it sends the document to a validator on the internet.
    validatorUrl: null,
    onComplete: () => {
      const title = ui.specSelectors.info().get("title")
      if (title) document.title = title
    },
  })
})()
