using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace CryptoPay.Hosting.Storage;

/// <summary>Keeps Data Protection's keys in table key_ring, so that every process has the same.</summary>
internal sealed class PostgresKeys(NpgsqlDataSource source) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var read = source.CreateCommand("SELECT xml FROM key_ring");
        using var rows = read.ExecuteReader();
        var keys = new List<XElement>();
        while (rows.Read()) keys.Add(XElement.Parse(rows.GetString(0)));
        return keys;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var write = source.CreateCommand("INSERT INTO key_ring(id, xml) VALUES (@id, @xml)");
        write.Parameters.AddWithValue("@id", friendlyName);
        write.Parameters.AddWithValue("@xml", element.ToString(SaveOptions.DisableFormatting));
        write.ExecuteNonQuery();
    }
}
