# El marco de cada página.

skip-to-content = Ir al contenido
other-language = English
leave-now = Salir ya
leave-now-hint = Vacía la página y cierra la sesión. También: Esc dos veces.
search-in-case = Buscar en el caso
case-sections = Secciones del caso
section-overview = Resumen
section-interviews = Entrevistas
section-people = Personas
section-evidence = Pruebas
section-posts = Publicaciones
section-links = Vínculos
section-dossiers = Expedientes
section-ledger = Bitácora
section-members = Integrantes
identities-closed = Identidades cerradas
identities-open = { $n ->
    [one] Identidades abiertas, queda { $n } min
   *[other] Identidades abiertas, quedan { $n } min
}
identities-open-act = Abrir
identities-close = Cerrar
identities-on-page = Esta página muestra identidades.
you-are-here = Dónde estás
pages = Páginas
previous = Anterior
next = Siguiente
page-of = Página { $at } de { $of }
on-this-page = En esta página
side-notes = Notas al margen
optional = (opcional)
choose = Elegir…
cancel = Cancelar
save = Guardar
save-draft = Guardar borrador
remove = Quitar
revise = Corregir
filter = Filtrar
go-back = Volver
actions = Acciones
drop-here = o arrastra aquí los archivos
problems-title = { $n ->
    [one] Hay un dato por revisar
   *[other] Hay { $n } datos por revisar
}
problems-nothing-lost = Nada de lo que escribiste se perdió.
hint-partial-date = Año, año-mes o día: 2020, 2020-05 o 2020-05-12. Agrega ~ si es aproximada.
hint-partial-short = 2020, 2020-05 o 2020-05-12; ~ si es aproximada.
