# Personas e identidades.

people-lead = Personas del caso por seudónimo. Quiénes son está en un compartimento aparte, con su propia llave.
people-empty-title = Aún no hay personas
people-empty-text = Las personas entrevistadas aparecen aquí con su seudónimo. También puedes agregar a quien se menciona.
person-new = Agregar persona
person-revise = Corregir persona
person-form-lead = El seudónimo lo ve todo el equipo del caso. La identidad, solo quien tiene esa llave.
person-note = Nota
person-note-hint = Sin nombres, direcciones ni nada que permita reconocer a la persona.
pseudonym = Seudónimo
vulnerability = Situación de vulnerabilidad
vulnerability-hint = Se avisa en la lista de personas y en su página a quien trabaje con ella.
identity-none = Sin identidad registrada
identity-sealed-title = La identidad está cerrada
identity-sealed-text = Está sellada con otra llave.
identity-no-key = Tu función en este caso no incluye la llave de identidades.
identity-closed-hint = Quién es la persona se anota con identidades abiertas: ábrelas antes de empezar, o hazlo después en la página de la persona. No es obligatorio: basta el seudónimo.
identity-hint = Va al compartimento de identidades. Ni analistas ni lectoras pueden descifrarlo.
identity-name = Nombre completo
identity-aliases = Otros nombres
identity-birth = Fecha de nacimiento
identity-safe-contact = Reglas de contacto seguro
identity-safe-contact-hint = A qué hora, por qué medio, qué decir si contesta otra persona.
identity-view-logged = Esta consulta quedó en la bitácora.
interviews-none = Sin entrevistas.
consent-nothing-leaves-person = Solo uso interno: nada de esta persona puede salir.
