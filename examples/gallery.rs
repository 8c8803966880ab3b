fn main() {
    let z = resguardo::web::format::Zone::named("America/Mexico_City").unwrap();
    match resguardo::web::Renderer::new(&z) {
        Ok(r) => {
            for p in r.pages() {
                println!("{p}");
            }
        }
        Err(e) => println!("{e}"),
    }
}
