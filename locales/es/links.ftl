# Vínculos.

links-lead = Qué muestra, respalda o contradice a qué.
links-empty-title = Aún no hay vínculos
links-empty-text = Vincula una captura con el tuit que muestra, o un párrafo con el documento que lo respalda. El expediente los cita juntos.
link-add = Vincular
link-act = Vincular
link-form-lead = Un vínculo une dos registros del caso y dice por qué. Cambia lo que sale: una prueba vinculada con un testimonio, o con las publicaciones o el chat de esa prueba, solo sale si quien declara lo autorizó.
link-from = Desde
link-to = Hacia
link-reference-hint = Claves como T-004, E-012, P-003, o una publicación: S-001/245.
link-note-hint = Qué ves en común. Es análisis del equipo, no testimonio.
